import type { TuningLimits } from "./plan.ts";

/** Trials after a change, at most: where no number is given, twice as many as an ordinary comparison has. */
export function mostTrials({
  repeats,
  maxRepeats = 2 * repeats,
}: Pick<TuningLimits, "repeats" | "maxRepeats">): number {
  return Math.max(repeats, maxRepeats);
}
