import { expectSuccess } from "./api.ts";
import type { HttpsClient } from "./https-client.ts";

/** What kube-controller-manager's metrics say of the controllers that follow Jobs and pods. */
export interface ControllerMetrics {
  /** Items of their queues that wait or are worked on now. */
  readonly busy: number;
  /** Items that the job controller ever put off: one for each event of a Job's pod. */
  readonly jobsPutOff: number;
  /** Requests that all controllers together ever sent. */
  readonly requests: number;
}

const queueSample =
  /^workqueue_(adds_total|work_duration_seconds_count|retries_total)\{name="([^"]+)"\} (\S+)$/gm;
const requestSample = /^rest_client_requests_total\{.*\} (\S+)$/gm;

const isFollowed = (queue: string): boolean =>
  queue === "job" || queue === "job_orphan_pod" || queue.startsWith("garbage_collector_");

/** Reads them out of a metrics text. */
export function parseControllerMetrics(text: string): ControllerMetrics {
  let [busy, jobsPutOff, requests] = [0, 0, 0];
  for (const [, name, queue = "", value] of text.matchAll(queueSample)) {
    if (name === "retries_total") jobsPutOff += queue === "job" ? Number(value) : 0;
    // What was added and is not done waits or is worked on; the gauges of that are half a second old.
    else if (isFollowed(queue)) busy += name === "adds_total" ? Number(value) : -Number(value);
  }
  for (const [, value] of text.matchAll(requestSample)) requests += Number(value);
  return { busy, jobsPutOff, requests };
}

export async function readControllerMetrics(
  controllerManager: HttpsClient,
  signal: AbortSignal,
): Promise<ControllerMetrics> {
  const answer = await controllerManager.send("GET", "/metrics", { signal });
  return parseControllerMetrics(expectSuccess(answer, "reading kube-controller-manager's metrics"));
}
