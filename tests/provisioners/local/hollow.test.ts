import { readdirSync, readFileSync } from "node:fs";
import { request } from "node:https";
import { networkInterfaces } from "node:os";
import { connect } from "node:net";
import { dirname } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PlannedNode } from "../../../experiments/index.ts";
import type { Setting } from "../../../knowledge/index.ts";
import type { Cluster, ComponentEndpoint } from "../../../provisioners/index.ts";
import { createHttpsClient } from "../../../provisioners/local/https-client.ts";
import { localProvisioner } from "../../../provisioners/local/index.ts";
import { lackOfNodeBinaries, testBinaries } from "../../support/binaries.ts";
import {
  apiOf,
  getJson,
  ownStateFolder,
  quietHost,
  remainsOf,
  smallPlan,
} from "../../support/local-cluster.ts";
import { createPod, listPods, runJob } from "./trial.ts";

const nodes = ["hollow-0", "hollow-1"].map((name): PlannedNode => ({
  name,
  kind: "hollow",
  cores: 4,
  memoryGiB: 16,
  maxPods: 50,
}));

describe("settings that hollow nodes cannot take", () => {
  const settings: readonly Setting[] = [
    { parameter: "kubelet.kubeAPIQPS", value: 80 },
    { parameter: "kubelet.eventRecordQPS", value: 80 },
    { parameter: "kubelet.serializeImagePulls", value: false },
  ];

  test("are refused in one sentence before anything is made", async () => {
    const refused = localProvisioner.up(smallPlan({ nodes, settings }), quietHost());
    await expect(refused).rejects.toMatchObject({
      exitCode: 3,
      message:
        "kubelet.eventRecordQPS, kubelet.serializeImagePulls cannot be set on hollow nodes, whose kubelets take kubeAPIQPS, kubeAPIBurst, maxPods alone: leave it out, or take real nodes",
    });
  });

  test("are no lack where real nodes take them", async () => {
    const real: PlannedNode = { name: "real-0", kind: "real", cores: 1, memoryGiB: 1, maxPods: 10 };
    const lacks = await localProvisioner.lacks(smallPlan({ nodes: [...nodes, real], settings }));
    expect(lacks.filter(({ what }) => what.includes("hollow"))).toEqual([]);
  });
});

describe("a cluster with two hollow nodes", () => {
  let state: Awaited<ReturnType<typeof ownStateFolder>>;
  let cluster: Cluster | undefined;
  let lack: string | undefined;
  /** What an unchanged kubemark would leave behind. */
  const kubemarksOwn = () =>
    readdirSync("/tmp").filter((name) => /^(hollow-kubelet\.|kubelet_remote_)/.test(name));
  const before = kubemarksOwn();

  beforeAll(async () => {
    await testBinaries();
    lack = await lackOfNodeBinaries("hollow");
    state = await ownStateFolder();
    if (lack === undefined) cluster = await localProvisioner.up(smallPlan({ nodes }), quietHost());
  }, 900_000);

  beforeEach(({ skip }) => {
    skip(lack !== undefined, lack);
  });

  afterAll(async () => {
    await cluster?.down();
    await state.remove();
  });

  const up = (): Cluster => {
    if (cluster === undefined) throw new Error("no cluster");
    return cluster;
  };
  const kubelets = (): readonly ComponentEndpoint[] =>
    up().endpoints.filter(({ component }) => component === "kubelet");
  const logText = (node: string): string =>
    readFileSync(up().logs.find((log) => log.source === "kubelet" && log.node === node)!.path, "utf8");

  async function ask(url: string, method: string, path: string): Promise<string> {
    const client = createHttpsClient(url, up().identity);
    const { status, body } = await client.send(method, path, method === "PUT" ? { body: 4 } : {});
    client.close();
    expect(status, body).toBe(200);
    return body;
  }

  test("has them ready with the plan's size, each a process with a log and an endpoint of its own", async () => {
    const api = apiOf(up());
    const { items } = await getJson<{
      items: { metadata: { name: string }; status: { capacity: object; nodeInfo: object } }[];
    }>(api, "/api/v1/nodes");
    api.close();
    expect(items.map(({ metadata }) => metadata.name).sort()).toEqual(["hollow-0", "hollow-1"]);
    for (const { status } of items) {
      expect(status.capacity).toMatchObject({ cpu: "4", memory: "16Gi", pods: "50" });
      expect(status.nodeInfo).toMatchObject({ kubeletVersion: "v1.34.4" });
    }
    const own = up()
      .processes()
      .filter(({ component }) => component === "kubelet");
    expect(own.map(({ node }) => node).sort()).toEqual(["hollow-0", "hollow-1"]);
    expect(up().nodes).toEqual(nodes.map(({ name, kind }) => ({ name, kind })));
    for (const { url, node } of kubelets()) {
      expect(await ask(url, "GET", "/metrics")).toContain("kubelet_node_name");
      expect(logText(node!).split("\n")[0]).toMatch(/^\{"ts":/);
    }
  });

  test("lets nobody in without a certificate, or by another address of this machine", async () => {
    const [{ url } = { url: "" }] = kubelets();
    const { port } = new URL(url);
    const refused = new Promise((resolve, reject) => {
      const asked = request(`${url}/pods`, { rejectUnauthorized: false }, () => {
        reject(new Error("it answered"));
      });
      asked.on("error", resolve).end();
    });
    await expect(refused).resolves.toMatchObject({ message: expect.stringMatching(/certificate/) as string });
    const other = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .find(({ internal, family }) => !internal && family === "IPv4");
    if (other === undefined) return;
    const reached = new Promise((resolve) => {
      const socket = connect(Number(port), other.address, () => {
        socket.destroy();
        resolve("reached");
      });
      socket.once("error", ({ code }: NodeJS.ErrnoException) => {
        resolve(code);
      });
    });
    expect(await reached).toBe("ECONNREFUSED");
  });

  test("runs a Job of 20 pods through the kubelets' own code, and forgets it", async () => {
    const pods = await runJob(up(), "twenty", 20);
    const logs = nodes.map(({ name }) => logText(name)).join("");
    const added = logs.split("\n").filter((line) => line.includes('"msg":"SyncLoop ADD"'));
    for (const { metadata } of pods) {
      expect(added.some((line) => line.includes(`"name":"${metadata.name}"`))).toBe(true);
      expect(logs).toMatch(new RegExp(`"SyncLoop \\(PLEG\\): event for pod".*"name":"${metadata.name}"`));
    }
    await up().reset();
    expect(await listPods(up())).toEqual([]);
    const hollow = `${dirname(up().scratch)}/hollow`;
    const roots = readdirSync(hollow, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(roots.map(({ name }) => name.split(".")[0]).sort()).toEqual(["hollow-0", "hollow-1"]);
    for (const { name } of roots) expect(readdirSync(`${hollow}/${name}/pods`)).toEqual([]);
    // And once more, with nothing left of the first.
    expect(await runJob(up(), "twenty", 20)).toHaveLength(20);
    await up().reset();
  }, 120_000);

  test("has Columbo's own images from the start, for pods that may not pull", async () => {
    const cached = { name: "app-1", image: "docker.io/columbo/empty:1", imagePullPolicy: "Never" };
    await createPod(up(), "cached", up().namespace, { containers: [cached] });
    const state = async () => {
      const pod = (await listPods(up())).find(({ metadata }) => metadata.name === "cached");
      return Object.keys(pod?.status.containerStatuses?.[0]?.state ?? {});
    };
    await expect.poll(state, { timeout: 60_000, interval: 200 }).toEqual(["running"]);
    await up().reset();
  }, 90_000);

  test("says more when its verbosity is raised while it runs", async () => {
    expect(kubelets().map(({ verbosity }) => verbosity)).toEqual([2, 2]);
    for (const { url } of kubelets()) await ask(url, "PUT", "/debug/flags/v");
    await runJob(up(), "loud", 2);
    expect(nodes.map(({ name }) => logText(name)).join("")).toContain('"msg":"SyncPod enter"');
    await up().reset();
  }, 60_000);

  test("starts its kubelets again with other settings, and only them", async () => {
    const pids = () =>
      new Map(
        up()
          .processes()
          .map(({ component, node = "", pid }) => [component + node, pid]),
      );
    const first = pids();
    await up().apply([
      { parameter: "kubelet.kubeAPIQPS", value: 90 },
      { parameter: "kubelet.maxPods", value: 30 },
    ]);
    const after = pids();
    const changed = [...after].filter(([name, pid]) => first.get(name) !== pid);
    expect(changed.map(([name]) => name).sort()).toEqual(["kubelethollow-0", "kubelethollow-1"]);
    const argv = readFileSync(`/proc/${after.get("kubelethollow-0")!}/cmdline`, "utf8").split("\0");
    expect(argv).toEqual(
      expect.arrayContaining(["--kube-api-qps=90", "--kube-api-burst=100", "--max-pods=30"]),
    );
    await up().reset();
    expect(await runJob(up(), "after", 4)).toHaveLength(4);
    await up().reset();
    await expect(up().apply([{ parameter: "kubelet.registryBurst", value: 20 }])).rejects.toThrow(
      /^kubelet\.registryBurst cannot be set: kubelets of hollow nodes take kubeAPIQPS, .* alone/,
    );
  }, 120_000);

  test("fails as a cluster when one of its kubelets dies, and goes without a trace", async () => {
    const { id, scratch, failed } = up();
    const { pid } = up()
      .processes()
      .find(({ node }) => node === "hollow-1")!;
    const gone = new Promise((resolve) => {
      failed.addEventListener("abort", resolve);
    });
    process.kill(pid, "SIGKILL");
    await gone;
    expect((failed.reason as Error).message).toMatch(/^kubelet of node hollow-1 ended by itself \(SIGKILL\)/);
    await up().down();
    expect(await remainsOf(id, dirname(scratch))).toEqual([]);
    expect(kubemarksOwn()).toEqual(before);
  });
});
