import { expectSuccess } from "./api.ts";
import type { HttpsClient } from "./https-client.ts";

/** Older releases (seen in 1.29) write the prefix twice. */
const podsSample = /^scheduler_(?:scheduler_)?cache_size\{type="pods"\} (\S+)$/m;

/** The pods in kube-scheduler's cache, out of its metrics text; 0 when a version does not say. */
export function parseSchedulerPods(text: string): number {
  return Number(podsSample.exec(text)?.[1] ?? 0);
}

/** The pods of all namespaces that kube-scheduler takes to have a place on a node. */
export async function schedulerPods(scheduler: HttpsClient, signal?: AbortSignal): Promise<number> {
  const answer = await scheduler.send("GET", "/metrics", signal === undefined ? {} : { signal });
  return parseSchedulerPods(expectSuccess(answer, "reading kube-scheduler's metrics"));
}
