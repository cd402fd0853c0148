import { mean, sum } from "simple-statistics";
import type { TrialRecord } from "../../trial/index.ts";
import { usesOf, workBetween } from "./work.ts";

/** Cores that others used in each of these trials, on average; trials without samples are left out. */
export function othersIn(trials: readonly TrialRecord[]): readonly number[] {
  return trials.flatMap((trial) => {
    const { startedAt } = trial.timeline;
    const { seconds, work } = workBetween(
      usesOf(trial),
      startedAt,
      startedAt + trial.deploymentSeconds * 1000,
    );
    return seconds === 0 ? [] : [work.others / seconds];
  });
}

/** Trials that a guess counts for which a few of them are judged together with. */
export const guessWeight = 3;
/** Standard deviation of what others use on a machine that is left alone, cores. */
const othersGuess = 0.03;

/** Standard deviation of what others used, for which a few trials are a poor witness. */
export function spreadOf(others: readonly number[]): number {
  const middle = mean([...others]);
  const squares = sum(others.map((cores) => (cores - middle) ** 2));
  return Math.sqrt((guessWeight * othersGuess ** 2 + squares) / (guessWeight + others.length - 1));
}
