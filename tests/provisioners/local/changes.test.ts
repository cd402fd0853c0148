import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cluster } from "../../../provisioners/index.ts";
import { createHttpsClient, type HttpsClient } from "../../../provisioners/local/https-client.ts";
import { localProvisioner } from "../../../provisioners/local/index.ts";
import { schedulerPods } from "../../../provisioners/local/scheduler-metrics.ts";
import { testBinaries } from "../../support/binaries.ts";
import { apiOf, getJson, ownStateFolder, quietHost, smallPlan } from "../../support/local-cluster.ts";
import { createJob, createPod, listPods, runJob } from "./trial.ts";

let state: Awaited<ReturnType<typeof ownStateFolder>>;
let cluster: Cluster;

beforeAll(async () => {
  await testBinaries();
  state = await ownStateFolder();
  cluster = await localProvisioner.up(smallPlan(), quietHost());
}, 900_000);

afterAll(async () => {
  await cluster.down();
  await state.remove();
});

const pidsNow = () => new Map(cluster.processes().map(({ component, pid }) => [component, pid]));

/** The components that were restarted since. */
function restartedSince(before: ReturnType<typeof pidsNow>): readonly string[] {
  const now = pidsNow();
  return [...now.keys()].filter((component) => now.get(component) !== before.get(component)).sort();
}

const argvOf = (component: string): readonly string[] => {
  const { pid } = cluster.processes().find((process) => process.component === component)!;
  return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
};

function scheduler(): HttpsClient {
  const { url } = cluster.endpoints.find(({ component }) => component === "kube-scheduler")!;
  return createHttpsClient(url, cluster.identity);
}

async function podsOfScheduler(): Promise<number> {
  const client = scheduler();
  const pods = await schedulerPods(client);
  client.close();
  return pods;
}

describe("a reset", () => {
  test("clears away a trial that is cut short, and what was still on its way", async () => {
    for (const name of ["first", "second"]) {
      await createJob(cluster, name, 150);
      while ((await listPods(cluster)).length < 20) await sleep(10);
      await cluster.reset();
      expect(await listPods(cluster)).toEqual([]);
    }
    expect(await runJob(cluster, "after", 5)).toHaveLength(5);
    await cluster.reset();
  }, 120_000);

  test("outlasts a client that goes on creating for a while", async () => {
    await createJob(cluster, "job", 20);
    const end = performance.now() + 1500;
    const reset = cluster.reset();
    for (let created = 0; performance.now() < end; created++) await createPod(cluster, `late-${created}`);
    await reset;
    // Whatever came after the reset's last look belongs to the next one.
    await cluster.reset();
    expect(await listPods(cluster)).toEqual([]);
  }, 90_000);

  test("restarts a scheduler that still believes in a pod, once", async () => {
    // A pod elsewhere stands in for one whose end it missed: the count is of all namespaces.
    await createPod(cluster, "elsewhere", "default", { nodeName: "worker-0" });
    await runJob(cluster, "job", 3);
    const before = pidsNow();
    await cluster.reset();
    expect(restartedSince(before)).toEqual(["kube-scheduler"]);
    const api = apiOf(cluster);
    await api.send("DELETE", "/api/v1/namespaces/default/pods/elsewhere?gracePeriodSeconds=0");
    api.close();
  }, 60_000);
});

describe("settings", () => {
  test("after a large trial restart the component concerned alone, and the next trial starts from nothing", async () => {
    const pods = await runJob(cluster, "large", 120);
    expect(pods).toHaveLength(120);
    const before = pidsNow();
    const qps = { parameter: "kube-controller-manager.kube-api-qps", value: 55 };
    await cluster.apply([qps]);
    expect(restartedSince(before)).toEqual(["kube-controller-manager"]);
    expect(argvOf("kube-controller-manager")).toContain("--kube-api-qps=55");
    expect(cluster.settings()).toEqual([qps]);

    await cluster.reset();
    expect(await podsOfScheduler()).toBe(0);
    expect(await listPods(cluster)).toEqual([]);

    const next = await runJob(cluster, "large", 120);
    const old = new Set(pods.map(({ metadata }) => metadata.name));
    expect(next.filter(({ metadata }) => old.has(metadata.name))).toEqual([]);
    await cluster.reset();
  }, 120_000);

  test("that are no longer given go back to their defaults", async () => {
    await cluster.apply([{ parameter: "kube-scheduler.clientConnection.burst", value: 222 }]);
    expect(argvOf("kube-controller-manager").filter((argument) => argument.includes("qps"))).toEqual([]);
    const client = scheduler();
    const configz = await getJson<{ componentconfig: { ClientConnection: object } }>(client, "/configz");
    expect(configz.componentconfig.ClientConnection).toMatchObject({ QPS: 50, Burst: 222 });
    client.close();
  }, 60_000);

  test("of kube-apiserver leave a cluster in which Jobs get done", async () => {
    await cluster.apply([{ parameter: "kube-apiserver.max-requests-inflight", value: 500 }]);
    expect(argvOf("kube-apiserver")).toContain("--max-requests-inflight=500");
    expect(await listPods(cluster)).toEqual([]);
    expect(await runJob(cluster, "job", 3)).toHaveLength(3);
    await cluster.reset();
  }, 90_000);
});
