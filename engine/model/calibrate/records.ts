import { mean, median, quantile } from "simple-statistics";
import type { PointId } from "../../../knowledge/index.ts";
import type { TrialRecord } from "../../trial/index.ts";

/** Seconds from one point to another, for every container that shows both. */
export function gaps(record: TrialRecord, from: PointId, to: PointId): readonly number[] {
  return record.timeline.containers.flatMap(({ points }) => {
    const [start, end] = [points[from], points[to]];
    return start === undefined || end === undefined ? [] : [end.seconds - start.seconds];
  });
}

/** How many pods and Jobs a trial had. */
export function countsOf({ timeline: { containers } }: TrialRecord): { pods: number; jobs: number } {
  return {
    pods: new Set(containers.map(({ pod }) => pod)).size,
    jobs: new Set(containers.map(({ job }) => job)).size,
  };
}

/**
 * A value that is typical of little load: one of the faster ones, since load only ever adds.
 * @param share of the values that are expected to be faster
 * @returns undefined when there is nothing to take it from
 */
export function unloaded(values: readonly number[], share = 0.25): number | undefined {
  const known = values.filter((value) => Number.isFinite(value) && value >= 0);
  return known.length === 0 ? undefined : quantile([...known], share);
}

/** The mean, or undefined of nothing. */
export function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : mean([...values]);
}

/** The median, or undefined of nothing. */
export function medianOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : median([...values]);
}
