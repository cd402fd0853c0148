import { arrivalsOf, gapsOf, gridGaps, gridTolerance, perBucket } from "./arrivals.ts";
import { schedulerBehind } from "./backlog.ts";
import { isWaitOf, jobController, scheduler, type Bucket } from "./buckets.ts";
import { clip, total, union, without, type Interval } from "./intervals.ts";
import { congested } from "./nodes.ts";
import { serverHeld } from "./server-waits.ts";
import { configured, grown, logShows, oncePerTrial, since, type TrialView } from "./trial-view.ts";

/** When somebody waited, or why nobody can say. */
export type Waiting =
  { readonly intervals: readonly Interval[]; readonly origin: string } | { readonly unknown: string };

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
  const arrivals = arrivalsOf(view, bucket);
  const end = arrivals.times.at(-1) ?? view.window.to;
  if (waitsAreLogged(view, bucket)) {
    const waits = loggedWaits(view, bucket).map((wait) => clip(wait, { from: 0, to: end }));
    return { intervals: union(waits), origin: `"Waited before sending request" in the ${log}` };
  }
  const waited = grown(view, bucket.component, `${metric}_sum`, { verb: "POST" });
  if (waited === undefined)
    return !arrivals.audited && arrivals.times.length > 0
      ? bySpacing(view, bucket)
      : { unknown: `neither the ${log} nor its metric ${metric} was read` };
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

/** The share of the gaps after the burst that must last 1/qps before nothing but the bucket can have made them. */
const pacedGridShare = 0.5;

/**
 * The same where nothing but the effects of the requests is seen, as on a cluster whose control plane is out of reach:
 * a burst that passes at once and then one request every 1/qps is what a token bucket does and nothing else. Requests
 * that a client with the same rate hands on look alike, so that it is the first of the two that is believed.
 */
function bySpacing(view: TrialView, bucket: Bucket): Waiting {
  const grid = gridGaps(view, bucket);
  if (grid === undefined)
    return { unknown: `1/qps is too short to be seen in the spacing of the ${bucket.requests}` };
  const after = gapsOf(view, bucket).slice(configured(view, bucket.burst).value);
  const from = after[0]?.from ?? Number.POSITIVE_INFINITY;
  const paced = grid.filter((gap) => gap.from >= from);
  const own = after.length > 0 && paced.length >= pacedGridShare * after.length && !isHandedOn(view, bucket);
  const { origin } = arrivalsOf(view, bucket);
  return {
    intervals: own ? union(paced) : [],
    origin: `${own ? "gaps" : "no gaps"} of 1/qps between ${bucket.requests} after the burst (${origin})`,
  };
}

/** Whether the job controller lets pods through at the scheduler's own rate or slower. */
function isHandedOn(view: TrialView, bucket: Bucket): boolean {
  if (bucket !== scheduler) return false;
  const [first, second] = [jobController, scheduler].map(({ qps }) => configured(view, qps).value);
  const before = waitingFor(view, jobController);
  const slower = (first ?? 0) <= (second ?? 0) * (1 + gridTolerance);
  return slower && !("unknown" in before) && before.intervals.length > 0;
}

/**
 * The part of the waiting that set the deployment's pace: where a bucket further down the pipeline, the scheduler's loop
 * or a node was waited for at the same time, everything sent earlier would only have waited there.
 */
export const pacedBy: (view: TrialView, bucket: Bucket) => Waiting = perBucket((view, bucket) => {
  const own = withoutCongestion(view, waitingFor(view, bucket));
  if ("unknown" in own || bucket === scheduler) return own;
  const further = waitingFor(view, scheduler);
  if ("unknown" in further)
    return { unknown: `whether the scheduler waited too is unknown: ${further.unknown}` };
  const behind = union([...further.intervals, ...schedulerBehind(view)]);
  return { ...own, intervals: without(own.intervals, behind) };
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

/** When any bucket of the path was waited for, and no node: then it is the bucket that sets the pace. */
export const anyPacing: (view: TrialView) => Waiting = oncePerTrial((view) =>
  withoutCongestion(view, anyWaiting(view)),
);

/** A node, or an API server whose quota is used up, would only be waited for by requests that were sent earlier. */
function withoutCongestion(view: TrialView, waiting: Waiting): Waiting {
  if ("unknown" in waiting) return waiting;
  const further = union([...congested(view), ...serverHeld(view)]);
  return { ...waiting, intervals: without(waiting.intervals, further) };
}
