import { isOf, type Bucket } from "./buckets.ts";
import type { Interval } from "./intervals.ts";
import { configured, oncePerTrial, since, type TrialView } from "./trial-view.ts";

/**
 * Below this spacing (seconds) the 1/qps grid cannot be told from the jitter of requests on a busy machine:
 * the API server's answers alone vary by several milliseconds.
 */
export const finestGrid = 0.02;
/** Relative. */
export const gridTolerance = 0.15;

/** Requests of a bucket, as far as they are known. */
interface Arrivals {
  /** In order, seconds since the client started. */
  readonly times: readonly number[];
  /** What shows them. */
  readonly origin: string;
  readonly audited: boolean;
}

/**
 * When the API server received the requests of a bucket; without an audit log, when each was seen to be done, which
 * comes later by a delay that hardly changes from one to the next.
 */
export const arrivalsOf: (view: TrialView, bucket: Bucket) => Arrivals = perBucket((view, bucket) => {
  const inWindow = (times: readonly number[]): readonly number[] =>
    times.filter((at) => at >= view.window.from && at <= view.window.to).toSorted((a, b) => a - b);
  const audited = view.record.requests.filter((request) => isOf(bucket, request));
  if (audited.length > 0) {
    const times = inWindow(audited.map(({ receivedAt }) => since(view, receivedAt)));
    return { times, origin: "audit log", audited: true };
  }
  const seen = new Map(
    view.record.timeline.containers.flatMap(({ pod, points }) => {
      const point = points[bucket.seenAs];
      return point === undefined ? [] : [[pod, point] as const];
    }),
  );
  const sources = new Set([...seen.values()].map(({ source }) => source));
  const times = inWindow([...seen.values()].map(({ seconds }) => seconds));
  return { times, origin: [...sources].join(", "), audited: false };
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
  const { times } = arrivalsOf(view, bucket);
  return times.slice(1).map((to, index) => ({ from: times[index] ?? to, to }));
}

/** Computes something once per trial and bucket, however many facts are made from it. */
export function perBucket<T>(
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
