import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "../../../../provisioners/index.ts";
import { apiOf, getJson } from "../../../support/local-cluster.ts";

export interface RealPod {
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly phase: string; readonly podIP?: string };
}

/** Runs a Job of pods with the application's image on a node; resolves with them when all of them run. */
export async function runOn(
  cluster: Cluster,
  node: string,
  pods: number,
  image = cluster.images?.[0] ?? "docker.io/columbo/empty:1",
): Promise<readonly RealPod[]> {
  const api = apiOf(cluster);
  const namespace = `namespaces/${cluster.namespace}`;
  const container = {
    name: "empty",
    image,
    args: ["600"],
    resources: { requests: { cpu: "1m", memory: "1Mi" } },
  };
  const spec = {
    restartPolicy: "Never",
    containers: [container],
    nodeSelector: { "kubernetes.io/hostname": node },
  };
  const body = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "job" },
    spec: { parallelism: pods, completions: pods, template: { spec } },
  };
  try {
    const created = await api.send("POST", `/apis/batch/v1/${namespace}/jobs`, { body });
    if (created.status !== 201) throw new Error(created.body);
    for (;;) {
      cluster.failed.throwIfAborted();
      const { items } = await getJson<{ items: readonly RealPod[] }>(api, `/api/v1/${namespace}/pods`);
      if (items.length === pods && items.every(({ status }) => status.phase === "Running")) return items;
      await sleep(100);
    }
  } finally {
    api.close();
  }
}
