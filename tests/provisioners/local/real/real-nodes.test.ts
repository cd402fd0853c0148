import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHttpsClient } from "../../../../provisioners/local/https-client.ts";
import { localProvisioner } from "../../../../provisioners/local/index.ts";
import type { Cluster } from "../../../../provisioners/index.ts";
import { testBinaries } from "../../../support/binaries.ts";
import { apiOf, getJson, ownStateFolder, quietHost, remainsOf } from "../../../support/local-cluster.ts";
import { lackOfRealNodes, realPlan, remainingTraces, tracesOf } from "../../../support/real-nodes.ts";
import { runOn } from "./job.ts";

const lack = await lackOfRealNodes();

describe.skipIf(lack !== undefined)(`real nodes${lack === undefined ? "" : ` (skipped: ${lack})`}`, () => {
  let state: Awaited<ReturnType<typeof ownStateFolder>>;
  let cluster: Cluster;
  let folder: string;

  beforeAll(async () => {
    await testBinaries();
    state = await ownStateFolder();
    cluster = await localProvisioner.up(realPlan({ registry: { imageMB: 1 } }), quietHost());
    folder = dirname(cluster.scratch);
  }, 900_000);

  afterAll(async () => {
    await cluster.down();
    await state.remove();
  });

  const node = () => cluster.nodes.find(({ kind }) => kind === "real")!;
  const pidOf = (component: string) =>
    cluster.processes().find((process) => process.component === component && process.node === "real-0")!.pid;
  const containerdLog = () =>
    readFileSync(cluster.logs.find(({ source }) => source === "containerd")!.path, "utf8");

  test("stand beside kwok's, each with the plan's size", async () => {
    const api = apiOf(cluster);
    const { items } = await getJson<{
      items: {
        metadata: { name: string };
        status: { allocatable: Record<string, string>; nodeInfo: { containerRuntimeVersion: string } };
      }[];
    }>(api, "/api/v1/nodes");
    api.close();
    expect(items.map(({ metadata }) => metadata.name).sort()).toEqual(["kwok-0", "kwok-1", "real-0"]);
    const { allocatable, nodeInfo } = items.find(({ metadata }) => metadata.name === "real-0")!.status;
    expect(allocatable).toMatchObject({ cpu: "1", memory: "1Gi", pods: "40" });
    expect(nodeInfo.containerRuntimeVersion).toMatch(/^containerd:/);
  });

  test("leave the machine's own folders and settings alone, in which they have theirs", () => {
    const pid = pidOf("kubelet");
    const seen = readFileSync(`/proc/${pid}/mountinfo`, "utf8");
    for (const over of ["/run", "/var/lib", "/var/log", "/proc/sys/vm/overcommit_memory"])
      expect(seen).toContain(` ${over} `);
    expect(readFileSync("/proc/self/mountinfo", "utf8")).not.toContain(folder);
    const changed = readFileSync(`/proc/${pid}/root/proc/sys/vm/overcommit_memory`, "utf8");
    expect(changed.trim()).toBe("1");
  });

  test("run a Job's pods, whose logs and work are where the cluster says", async () => {
    const pods = await runOn(cluster, "real-0", 5);
    expect(new Set(pods.map(({ status }) => status.podIP)).size).toBe(5);
    for (const { metadata, status } of pods) {
      expect(status.podIP).toMatch(/^198\.19\./);
      const log = join(node().podLogs!, `columbo_${metadata.name}_${metadata.uid}`, "empty", "0.log");
      expect(readFileSync(log, "utf8")).toContain("stdout F started");
    }
    const { cpuacct } = node().cgroups!;
    const usage = readdirSync(cpuacct!).includes("cpuacct.usage") ? "cpuacct.usage" : "cpu.stat";
    expect(Number(/\d+/.exec(readFileSync(join(cpuacct!, usage), "utf8"))?.[0])).toBeGreaterThan(1000);
  }, 120_000);

  test("have a kubelet that Columbo may look into, make talk, and ask through the API server", async () => {
    const { url } = cluster.endpoints.find(({ component }) => component === "kubelet")!;
    const kubelet = createHttpsClient(url, cluster.identity);
    expect((await kubelet.send("GET", "/metrics")).body).toContain("kubelet_running_pods");
    expect((await kubelet.send("PUT", "/debug/flags/v", { body: 4 })).status).toBe(200);
    expect((await kubelet.send("PUT", "/debug/flags/v", { body: 2 })).status).toBe(200);
    kubelet.close();
    const api = apiOf(cluster);
    const path = `/api/v1/namespaces/${cluster.namespace}/pods`;
    const { items } = await getJson<{ items: { metadata: { name: string } }[] }>(api, path);
    const log = await api.send("GET", `${path}/${items[0]!.metadata.name}/log`);
    expect(log.body).toBe("started\n");
    api.close();
  });

  test("take a kubelet's settings by a restart that pods survive", async () => {
    const before = { kubelet: pidOf("kubelet"), containerd: pidOf("containerd") };
    await cluster.apply([{ parameter: "kubelet.kubeAPIQPS", value: 77 }]);
    expect(pidOf("kubelet")).not.toBe(before.kubelet);
    expect(pidOf("containerd")).toBe(before.containerd);
    const { url } = cluster.endpoints.find(({ component }) => component === "kubelet")!;
    const kubelet = createHttpsClient(url, cluster.identity);
    const { kubeletconfig } = await getJson<{ kubeletconfig: object }>(kubelet, "/configz");
    expect(kubeletconfig).toMatchObject({ kubeAPIQPS: 77, maxPods: 40, port: Number(new URL(url).port) });
    kubelet.close();
    const running = await runningPods();
    expect(running).toBe(5);
  }, 120_000);

  async function runningPods(): Promise<number> {
    const api = apiOf(cluster);
    const path = `/api/v1/namespaces/${cluster.namespace}/pods`;
    const { items } = await getJson<{ items: { status: { phase: string } }[] }>(api, path);
    api.close();
    return items.filter(({ status }) => status.phase === "Running").length;
  }

  test("are empty after a reset, and pull their image again", async () => {
    const pulls = () => containerdLog().match(/PullImage .* returns image reference/g)?.length ?? 0;
    const before = pulls();
    expect(before).toBeGreaterThan(0);
    await cluster.reset();
    expect(readdirSync(node().podLogs!)).toEqual([]);
    expect(readdirSync(join(folder, "nodes", "real-0", "lib", "kubelet", "pods"))).toEqual([]);
    const [bridge] = (await tracesOf(cluster, folder)).links;
    expect(readdirSync(`/sys/class/net/${bridge!}/brif`)).toEqual([]);
    await runOn(cluster, "real-0", 2);
    expect(pulls()).toBeGreaterThan(before);
  }, 120_000);

  test("leave nothing when they go down with pods on them", async () => {
    const traces = await tracesOf(cluster, folder);
    expect(traces.links).toHaveLength(3);
    expect(remainingTraces(traces)).not.toEqual([]);
    await cluster.down();
    expect(remainingTraces(traces)).toEqual([]);
    expect(await remainsOf(cluster.id, folder)).toEqual([]);
    expect(cluster.failed.aborted).toBe(false);
  }, 60_000);
});
