import { isOf, isWaitOf, jobController, scheduler, type Bucket } from "./buckets.ts";
import { clip, total, union, without, type Interval } from "./intervals.ts";
import { configured, grown, logShows, oncePerTrial, since, type TrialView } from "./trial-view.ts";

/** When somebody waited, or why nobody can say. */
export type Waiting =
  { readonly intervals: readonly Interval[]; readonly origin: string } | { readonly unknown: string };

/**
 * Below this spacing (seconds) the 1/qps grid cannot be told from the jitter of requests on a busy machine:
 * the API server's answers alone vary by several milliseconds.
 */
export const finestGrid = 0.02;
const gridTolerance = 0.15;

/** When the API server received the requests of a bucket, in order. */
export const arrivalsOf = perBucket((view, bucket) =>
  view.record.requests
    .filter((request) => isOf(bucket, request))
    .map(({ receivedAt }) => since(view, receivedAt))
    .filter((at) => at >= view.window.from && at <= view.window.to)
    .sort((a, b) => a - b),
);

/** Whether the component's log was read in enough detail to hold its waits for tokens. */
export const waitsAreLogged = perBucket(
  (view, bucket) =>
    view.record.waits.some((wait) => isWaitOf(bucket, wait)) ||
    logShows(view, bucket.component, bucket.logPoint),
);

/** The waits that the component logged for requests of the bucket. */
export const loggedWaits = perBucket((view, bucket) =>
  view.record.waits
    .filter((wait) => isWaitOf(bucket, wait))
    .map(({ sentAt, waited }): Interval => ({ from: since(view, sentAt - waited), to: since(view, sentAt) })),
);

/**
 * When at least one request of the bucket waited for a token, up to the last request that the deployment needed.
 * The component's own log says so; without it the gaps of exactly 1/qps count, but only as far as the component's
 * metric shows waits of its own: requests that are merely handed on by a paced client have the same gaps.
 */
export const waitingFor: (view: TrialView, bucket: Bucket) => Waiting = perBucket((view, bucket) => {
  const { log, metric } = {
    log: `${bucket.component} log`,
    metric: "rest_client_rate_limiter_duration_seconds",
  };
  const end = arrivalsOf(view, bucket).at(-1) ?? view.window.to;
  if (waitsAreLogged(view, bucket)) {
    const waits = loggedWaits(view, bucket).map((wait) => clip(wait, { from: 0, to: end }));
    return { intervals: union(waits), origin: `"Waited before sending request" in the ${log}` };
  }
  const waited = grown(view, bucket.component, `${metric}_sum`, { verb: "POST" });
  if (waited === undefined) return { unknown: `neither the ${log} nor its metric ${metric} was read` };
  const gaps = gridGaps(view, bucket);
  if (gaps === undefined)
    return {
      unknown: `no ${log}, and 1/qps is too short to be seen in the spacing of the ${bucket.requests}`,
    };
  const intervals = union(gaps);
  const own = waited >= total(intervals);
  return {
    intervals: own ? intervals : [],
    origin: own
      ? `gaps of 1/qps between ${bucket.requests}, and ${metric} of ${bucket.component}`
      : `${metric} of ${bucket.component}: its requests hardly waited`,
  };
});

/** The gaps between neighbouring arrivals that last 1/qps; undefined when qps is too high to tell. */
export function gridGaps(view: TrialView, bucket: Bucket): readonly Interval[] | undefined {
  const spacing = 1 / configured(view, bucket.qps).value;
  if (!(spacing >= finestGrid)) return undefined;
  return gapsOf(view, bucket).filter(
    ({ from, to }) => Math.abs(to - from - spacing) <= gridTolerance * spacing,
  );
}

/** The gaps between neighbouring arrivals. */
export function gapsOf(view: TrialView, bucket: Bucket): readonly Interval[] {
  const arrivals = arrivalsOf(view, bucket);
  return arrivals.slice(1).map((to, index) => ({ from: arrivals[index] ?? to, to }));
}

/**
 * The part of the waiting that set the deployment's pace: where a bucket further down the pipeline was waited for
 * at the same time, everything sent earlier would only have waited there.
 */
export const pacedBy: (view: TrialView, bucket: Bucket) => Waiting = perBucket((view, bucket) => {
  const own = waitingFor(view, bucket);
  if ("unknown" in own || bucket === scheduler) return own;
  const further = waitingFor(view, scheduler);
  if ("unknown" in further)
    return { unknown: `whether the scheduler waited too is unknown: ${further.unknown}` };
  return { ...own, intervals: without(own.intervals, further.intervals) };
});

/** When any bucket of the path was waited for. */
export const anyWaiting: (view: TrialView) => Waiting = oncePerTrial((view) => {
  const both = [waitingFor(view, jobController), waitingFor(view, scheduler)];
  const unknown = both.find((waiting) => "unknown" in waiting);
  if (unknown !== undefined) return unknown;
  return {
    intervals: union(both.flatMap((waiting) => ("unknown" in waiting ? [] : waiting.intervals))),
    origin: both.map((waiting) => ("unknown" in waiting ? "" : waiting.origin)).join("; "),
  };
});

function perBucket<T>(
  derive: (view: TrialView, bucket: Bucket) => T,
): (view: TrialView, bucket: Bucket) => T {
  const ofView = oncePerTrial(() => new Map<Bucket, { readonly value: T }>());
  return (view, bucket) => {
    const known = ofView(view);
    const result = known.get(bucket) ?? { value: derive(view, bucket) };
    known.set(bucket, result);
    return result.value;
  };
}
