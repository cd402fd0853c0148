import type { AuditedRequest } from "../trial/record.ts";
import { isOf, jobController, scheduler } from "./buckets.ts";
import { mostAtOnce, total, union, type Interval } from "./intervals.ts";
import { oncePerTrial, since, type TrialView } from "./trial-view.ts";

/** Requests while they were under way at the API server. */
export interface InFlight {
  readonly requests: readonly AuditedRequest[];
  /** When at least one was under way. */
  readonly intervals: readonly Interval[];
  /** How long that was in all, seconds. */
  readonly seconds: number;
  /** Their latencies added up, seconds. */
  readonly latency: number;
}

/** When these requests were under way. */
export function inFlight(view: TrialView, requests: readonly AuditedRequest[]): InFlight {
  const intervals = union(requests.map((request) => intervalOf(view, request)));
  const latency = requests.reduce((sum, request) => sum + request.latency / 1000, 0);
  return { requests, intervals, seconds: total(intervals), latency };
}

function intervalOf(view: TrialView, { receivedAt, latency }: AuditedRequest): Interval {
  return { from: since(view, receivedAt), to: since(view, receivedAt + latency) };
}

/** The creates that the deployment waits for: Jobs, pods and bindings. */
export const pathCreates = oncePerTrial((view): readonly AuditedRequest[] =>
  view.record.requests.filter(
    (request) =>
      isOf(jobController, request) ||
      isOf(scheduler, request) ||
      (request.verb === "create" && request.resource === "jobs"),
  ),
);

/** The most of these requests that were under way at the same time. */
export function mostRequestsAtOnce(view: TrialView, requests: readonly AuditedRequest[]): number {
  return mostAtOnce(requests.map((request) => intervalOf(view, request)));
}
