import { median } from "simple-statistics";
import { compareTrials, noiseOf, type Comparison } from "../compare.ts";

/** Trials about one change, in seconds. */
export interface Series {
  readonly before: readonly number[];
  /** Under the former settings again, taken in turn with the later trials of `after`. */
  readonly again: readonly number[];
  /** All under the change; the last ones, as many as there are in `again`, were taken in turn with those. */
  readonly after: readonly number[];
}

/** What trials about a change came to. */
export interface Outlook extends Comparison {
  /** The machine drifted: only the trials that were taken in turn are compared. */
  readonly drift?: Drift;
  /** More trials would hardly change the answer. */
  readonly plain: boolean;
}

/** Medians under the same settings, earlier and later in the run, that differ by more than the noise; seconds. */
export interface Drift {
  readonly earlier: number;
  readonly later: number;
}

/** Compares what there is. A change that shows less than half of the noise after two trials is given up. */
export function outlookOf(series: Series, random: () => number, runNoise: number): Outlook {
  const { before, again, after } = series;
  const drift = driftOf(before, again);
  const [former, latter] =
    drift === undefined ? [[...before, ...again], after] : [again, after.slice(-again.length)];
  const comparison = compareTrials(former, latter, random, runNoise);
  const hopeless = after.length >= 2 && comparison.difference > -noiseOf(before) / 2;
  return {
    ...comparison,
    ...(drift === undefined ? {} : { drift }),
    plain: comparison.better || comparison.worse || hopeless,
  };
}

/** Whether trials under the same settings have become faster or slower; a single one is believed at twice the noise. */
export function driftOf(before: readonly number[], again: readonly number[]): Drift | undefined {
  if (again.length === 0) return undefined;
  const [earlier, later] = [median([...before]), median([...again])];
  const limit = noiseOf(before) * (before.length < 2 || again.length < 2 ? 2 : 1);
  return Math.abs(later - earlier) > limit ? { earlier, later } : undefined;
}

/** The order of the next two trials: turns change places, so that a steady drift favours neither side. */
export function nextPair(pairs: number): readonly ("again" | "after")[] {
  return pairs % 2 === 0 ? ["again", "after"] : ["after", "again"];
}
