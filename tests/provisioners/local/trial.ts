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

/** Runs a Job with pods of two containers; resolves with them when all of them run, and its test's time limit ends it. */
export async function runJob(cluster: Cluster, name: string, pods: number): Promise<readonly Pod[]> {
  const api = apiOf(cluster);
  const body = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name },
    spec: {
      parallelism: pods,
      completions: pods,
      template: { spec: { restartPolicy: "Never", containers } },
    },
  };
  const created = await api.send("POST", `/apis/batch/v1/namespaces/${cluster.namespace}/jobs`, { body });
  api.close();
  if (created.status !== 201) throw new Error(created.body);
  for (;;) {
    cluster.failed.throwIfAborted();
    const found = await listPods(cluster);
    if (found.length === pods && found.every(({ status }) => status.phase === "Running")) return found;
    await sleep(100);
  }
}
