import { max, median, min } from "simple-statistics";

/**
 * A change is kept at this chance of the ranks or a smaller one. Below the usual 0.025 of one side, since the trials are
 * looked at again whenever some more are there.
 */
export const rankLimit = 0.015;

/** What is added to an interval for want of trials. Chosen by simulation: see docs/measuring.md, "How often it errs". */
interface Caution {
  /** Share of the median before. */
  readonly share: number;
  /** Times the wider of the two sets' ranges. */
  readonly ranges: number;
}

/** One trial shows nothing of its spread: on a busy machine two without any change between them were a fifth apart. */
const singleBefore: Caution = { share: 0.34, ranges: 2.5 };

/** By the number of trials on the side that has fewer. */
const byTrials: readonly Caution[] = [
  { share: 0.25, ranges: 1.5 },
  { share: 0.1, ranges: 1 },
  { share: 0.05, ranges: 0.75 },
];

/**
 * Seconds by which the interval of a difference is widened on each side as long as the ranks of so few trials cannot tell
 * chance from a difference; 0 once they can.
 * @param smallestP the smallest chance that ranks of so many trials can show
 * @param runNoise what other trials of the run showed of their spread, as a share of their median
 */
export function cautionOf(
  before: readonly number[],
  after: readonly number[],
  smallestP: number,
  runNoise: number,
): number {
  if (smallestP <= rankLimit) return 0;
  const fewer = Math.min(before.length, after.length);
  const { share, ranges } =
    before.length < 2 ? singleBefore : (byTrials[Math.min(fewer, byTrials.length) - 1] ?? singleBefore);
  const middle = median([...before]);
  const known = fewer < 2 ? runNoise * middle : 0;
  return Math.max(share * middle, ranges * Math.max(rangeOf(before), rangeOf(after), known));
}

function rangeOf(values: readonly number[]): number {
  return max([...values]) - min([...values]);
}

/** The widest range among sets of at least two trials, as a share of its median; 0 without such a set. */
export function widestSpread(sets: readonly (readonly number[])[]): number {
  return Math.max(
    0,
    ...sets.filter(({ length }) => length > 1).map((values) => rangeOf(values) / median([...values])),
  );
}
