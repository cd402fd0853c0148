import { mean, median, quantile } from "simple-statistics";
import type { PointId } from "../../../knowledge/index.ts";
import type { TrialRecord } from "../../trial/index.ts";

/**
 * Seconds from one point to another, for every container that shows both. Two points that one late sighting shows
 * together say nothing of the time between them.
 */
export function gaps(record: TrialRecord, from: PointId, to: PointId): readonly number[] {
  return record.timeline.containers.flatMap(({ points }) => {
    const [start, end] = [points[from], points[to]];
    if (start === undefined || end === undefined) return [];
    const isOneSighting = start.late === true && end.late === true && start.seconds === end.seconds;
    return isOneSighting ? [] : [end.seconds - start.seconds];
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
 * A value as it is under little load: of each trial the first quartile, of these the least, since load only ever
 * adds and a ramp of some pods already is a load.
 * @returns undefined when no trial shows any
 */
export function unloaded(
  records: readonly TrialRecord[],
  valuesOf: (record: TrialRecord) => readonly number[],
): number | undefined {
  const quartiles = records.flatMap((record) => {
    const known = valuesOf(record).filter((value) => Number.isFinite(value) && value >= 0);
    return known.length === 0 ? [] : [quantile(known, 0.25)];
  });
  return quartiles.length === 0 ? undefined : Math.min(...quartiles);
}

/** The mean, or undefined of nothing. */
export function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : mean([...values]);
}

/** The median, or undefined of nothing. */
export function medianOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : median([...values]);
}
