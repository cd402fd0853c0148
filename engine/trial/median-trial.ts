import type { TrialRecord } from "./record.ts";

/**
 * The trial whose deployment time is the median one, the lower of the two in the middle.
 * @throws TypeError when there is no trial
 */
export function medianTrial(trials: readonly TrialRecord[]): TrialRecord {
  const ordered = trials.toSorted((a, b) => a.deploymentSeconds - b.deploymentSeconds);
  const middle = ordered[Math.floor((ordered.length - 1) / 2)];
  if (middle === undefined) throw new TypeError("no trial, so no median one");
  return middle;
}
