import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "../../../provisioners/index.ts";
import { apiOf, getJson } from "../../support/local-cluster.ts";

export interface Pod {
  readonly metadata: { readonly name: string };
  readonly status: {
    readonly phase: string;
    readonly containerStatuses?: readonly { readonly name: string; readonly state: object }[];
  };
}

const containers = ["first", "second"].map((name) => ({
  name,
  image: "example.test/empty:1",
  resources: { requests: { cpu: "1m", memory: "1Mi" } },
}));

export async function listPods(cluster: Cluster): Promise<readonly Pod[]> {
  const api = apiOf(cluster);
  const path = `/api/v1/namespaces/${cluster.namespace}/pods`;
  const { items } = await getJson<{ items: readonly Pod[] }>(api, path);
  api.close();
  return items;
}

async function post(cluster: Cluster, path: string, body: object): Promise<void> {
  const api = apiOf(cluster);
  const created = await api.send("POST", path, { body });
  api.close();
  if (created.status !== 201) throw new Error(created.body);
}

/** Creates a Job with pods of two containers. */
export async function createJob(cluster: Cluster, name: string, pods: number): Promise<void> {
  await post(cluster, `/apis/batch/v1/namespaces/${cluster.namespace}/jobs`, {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name },
    spec: {
      parallelism: pods,
      completions: pods,
      template: { spec: { restartPolicy: "Never", containers } },
    },
  });
}

/** Creates a pod that belongs to nothing. */
export async function createPod(
  cluster: Cluster,
  name: string,
  namespace = cluster.namespace,
  spec: object = {},
): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/pods`;
  await post(cluster, path, {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name },
    spec: { containers, ...spec },
  });
}

/** Runs a Job; resolves with its pods when all of them run, and its test's time limit ends it. */
export async function runJob(cluster: Cluster, name: string, pods: number): Promise<readonly Pod[]> {
  await createJob(cluster, name, pods);
  for (;;) {
    cluster.failed.throwIfAborted();
    const found = await listPods(cluster);
    if (found.length === pods && found.every(({ status }) => status.phase === "Running")) return found;
    await sleep(100);
  }
}
