import { expectSuccess } from "./api.ts";
import type { HttpsClient } from "./https-client.ts";

/** What kube-controller-manager's work queues say of the controllers that follow Jobs and pods. */
export interface ControllerQueues {
  /** Items that wait or are worked on now. */
  readonly busy: number;
  /** Items that the job controller ever put off: one for each event of a Job's pod. */
  readonly jobsPutOff: number;
}

const sample = /^workqueue_(depth|unfinished_work_seconds|retries_total)\{name="([^"]+)"\} (\S+)$/gm;

const isFollowed = (queue: string): boolean =>
  queue === "job" || queue === "job_orphan_pod" || queue.startsWith("garbage_collector_");

/** Reads the queues out of a metrics text. */
export function parseQueues(metrics: string): ControllerQueues {
  let busy = 0;
  let jobsPutOff = 0;
  for (const [, name, queue = "", value] of metrics.matchAll(sample)) {
    if (name === "retries_total") jobsPutOff += queue === "job" ? Number(value) : 0;
    else if (isFollowed(queue)) busy += Number(value);
  }
  return { busy, jobsPutOff };
}

export async function readQueues(
  controllerManager: HttpsClient,
  signal: AbortSignal,
): Promise<ControllerQueues> {
  const answer = await controllerManager.send("GET", "/metrics", { signal });
  return parseQueues(expectSuccess(answer, "reading kube-controller-manager's metrics"));
}
