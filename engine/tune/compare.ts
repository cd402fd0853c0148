import { max, median, min, quantileSorted } from "simple-statistics";
import type { TrialRecord } from "../trial/index.ts";
import { cautionOf, rankLimit } from "./statistics/caution.ts";
import { rankSum } from "./statistics/rank-sum.ts";

/** Difference of two medians with the interval that 95 % of the resampled differences lie in, seconds. */
export interface Comparison {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Chance that the trials after would rank as fast, or faster, if nothing had changed: exact, one-sided. */
  readonly rankP: number;
  /** True when the whole interval says faster and the ranks do not contradict. */
  readonly better: boolean;
  /** True when the whole interval says slower. */
  readonly worse: boolean;
}

const resamples = 2000;

/**
 * Compares two sets of trials, by two tests that must agree before it says "better":
 * - bootstrap: both are resampled with replacement and the medians subtracted (Efron and Tibshirani, An Introduction to
 *   the Bootstrap, chapter 13). While the trials are few the interval is widened, since they show little of their spread.
 * - ranks: counted exactly. Where so few trials cannot reach the limit, the widened interval decides alone: it asks for
 *   sets that lie apart by more than either is wide.
 * How often this errs is in docs/measuring.md. `random` gives numbers in [0, 1); `runNoise` is the widest spread that other
 * trials of the run had, as a share of their median.
 * @throws TypeError when a set is empty
 */
export function compareTrials(
  before: readonly number[],
  after: readonly number[],
  random: () => number,
  runNoise = 0,
): Comparison {
  const ranks = rankSum(before, after);
  const differences = Array.from(
    { length: resamples },
    () => resampledMedian(after, random) - resampledMedian(before, random),
  ).toSorted((a, b) => a - b);
  const margin = cautionOf(before, after, ranks.smallest, runNoise);
  const low = quantileSorted(differences, 0.025) - margin;
  const high = quantileSorted(differences, 0.975) + margin;
  const contradicted = ranks.smallest <= rankLimit && ranks.lower > rankLimit;
  return {
    difference: median([...after]) - median([...before]),
    low,
    high,
    rankP: ranks.lower,
    better: high < 0 && !contradicted,
    worse: low > 0,
  };
}

function resampledMedian(values: readonly number[], random: () => number): number {
  return median(values.map((value) => values[Math.floor(random() * values.length)] ?? value));
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

/** One trial of so many may be a hiccup of the machine: medians, which are what is compared, do not feel it. */
const trialsPerHiccup = 5;

/**
 * Seconds by which trials differ without any change: their range, at least 5 % of their median; of five trials and more
 * the one in five that is farthest from the median is left out. A change that is predicted to save less is not worth a
 * try.
 */
export function noiseOf(values: readonly number[]): number {
  const middle = median([...values]);
  const nearest = [...values].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  const usual = nearest.slice(0, values.length - Math.floor(values.length / trialsPerHiccup));
  return Math.max(max(usual) - min(usual), middle * leastNoise);
}

/** What holds back every trial for a larger share of its time is seen in each of them. */
const mostNoise = 0.25;

/**
 * Seconds from which on a wait is a finding: the noise, but at most a quarter of the median. Back-offs, for example, are
 * random: what they cost makes trials differ, and must not be hidden by that.
 */
export function findingNoiseOf(values: readonly number[]): number {
  return Math.min(noiseOf(values), median([...values]) * mostNoise);
}

/** The deployment time of each trial, in their order, seconds. */
export function secondsOf(trials: readonly TrialRecord[]): readonly number[] {
  return trials.map(({ deploymentSeconds }) => deploymentSeconds);
}
