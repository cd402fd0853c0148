import { max, median, min, quantile, sampleWithReplacement } from "simple-statistics";
import type { TrialRecord } from "../trial/index.ts";

/** Difference of two medians with the interval that 95 % of the resampled differences lie in, seconds. */
export interface Comparison {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** True when the whole interval says faster. */
  readonly better: boolean;
}

const resamples = 2000;

/**
 * How far a single trial may lie from the median of many, as a share of it: one trial shows nothing of its spread, and
 * on a busy machine two trials without any change between them were a fifth apart. An assumption, on the safe side.
 */
const singleTrialSpread = 0.25;

/**
 * Compares two sets of trials by bootstrap: both are resampled with replacement and the medians subtracted
 * (Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13). With three trials each the interval can
 * exclude zero only if the two sets hardly overlap, which is the caution that so few trials ask for.
 * Where one side has a single trial the interval is widened by what such a one may be off. `random` gives numbers in
 * [0, 1).
 */
export function compareTrials(
  before: readonly number[],
  after: readonly number[],
  random: () => number,
): Comparison {
  const differences = Array.from(
    { length: resamples },
    () => median(resample(after, random)) - median(resample(before, random)),
  );
  const single = before.length < 2 || after.length < 2;
  const margin = single ? singleTrialSpread * median([...before]) : 0;
  const [low, high] = [quantile(differences, 0.025) - margin, quantile(differences, 0.975) + margin];
  return { difference: median([...after]) - median([...before]), low, high, better: high < 0 };
}

function resample(values: readonly number[], random: () => number): number[] {
  return sampleWithReplacement([...values], values.length, random);
}

/** Median, lowest and highest of some trials. */
export function spreadOf(values: readonly number[]): {
  readonly median: number;
  readonly low: number;
  readonly high: number;
} {
  return { median: median([...values]), low: min([...values]), high: max([...values]) };
}

/** Few trials show less of their spread than there is; the same cluster measured on another day differs more. */
const leastNoise = 0.05;

/**
 * Seconds by which trials differ without any change: their range, at least 5 % of their median. A change that is
 * predicted to save less is not worth a try.
 */
export function noiseOf(values: readonly number[]): number {
  return Math.max(max([...values]) - min([...values]), median([...values]) * leastNoise);
}

/** The deployment time of each trial, in their order, seconds. */
export function secondsOf(trials: readonly TrialRecord[]): readonly number[] {
  return trials.map(({ deploymentSeconds }) => deploymentSeconds);
}
