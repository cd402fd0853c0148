import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModelledPodStart, Plan } from "../../experiments/index.ts";
import type { Cluster, ProvisionerHost } from "../../provisioners/index.ts";
import { defaultKubernetesVersion } from "../../provisioners/index.ts";
import { createHttpsClient, type HttpsClient } from "../../provisioners/local/https-client.ts";
import { readLedger } from "../../provisioners/ledger.ts";
import { processesOf } from "../../provisioners/marked-processes.ts";

/** A plan for a small local cluster; only what a provisioner reads of it matters. */
export function smallPlan(changes: Partial<Plan> = {}): Plan {
  const podStart: ModelledPodStart = { minMs: 100, maxMs: 300 };
  return {
    experiment: "test",
    file: "test.cfg",
    hash: "0".repeat(64),
    provider: "local",
    kubernetes: defaultKubernetesVersion,
    nodes: ["worker-0", "worker-1"].map((name) => ({
      name,
      kind: "kwok",
      cores: 4,
      memoryGiB: 16,
      maxPods: 110,
    })),
    podStart,
    apiServerPort: 0,
    workload: {
      application: "empty",
      method: "pod",
      instances: 30,
      cpuCores: 0.01,
      memoryGB: 0.01,
      sleepSeconds: 60,
      client: "api",
    },
    settings: [],
    tuning: {
      goal: "deployment_time",
      repeats: 1,
      warmup: 0,
      maxIterations: 1,
      allow: ["*"],
      deny: [],
      rules: [],
      seed: 1,
    },
    ...changes,
  };
}

export function quietHost(signal: AbortSignal = new AbortController().signal): ProvisionerHost {
  return { report: () => undefined, signal };
}

/** Gives this process a state folder of its own; `remove` takes it away again. */
export async function ownStateFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-state-"));
  const before = process.env["XDG_STATE_HOME"];
  process.env["XDG_STATE_HOME"] = folder;
  return {
    folder,
    async remove() {
      if (before === undefined) delete process.env["XDG_STATE_HOME"];
      else process.env["XDG_STATE_HOME"] = before;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What is still there of a cluster. */
export async function remainsOf(cluster: string, folder: string): Promise<readonly string[]> {
  const pids = await processesOf(cluster);
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  const entries = (await readLedger()).filter((file) => "entry" in file && file.entry.cluster === cluster);
  return [
    ...pids.map((pid) => `process ${pid}`),
    ...(isThere ? [`folder ${folder}`] : []),
    ...entries.map(({ file }) => `ledger entry ${file}`),
  ];
}

export function apiOf(cluster: Cluster): HttpsClient {
  return createHttpsClient(cluster.apiServer, cluster.identity);
}

export async function getJson<T>(client: HttpsClient, path: string): Promise<T> {
  const answer = await client.send("GET", path);
  if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${answer.body}`);
  return JSON.parse(answer.body) as T;
}
