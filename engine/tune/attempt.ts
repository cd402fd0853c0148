import type { Setting } from "../../knowledge/index.ts";
import type { Finding } from "../store/index.ts";
import type { TrialRecord } from "../trial/index.ts";
import { compareTrials, secondsOf, spreadOf, type Comparison } from "./compare.ts";
import type { Measured } from "./measured.ts";
import type { Session } from "./session.ts";

/** A change that was applied and measured. */
export interface Attempt {
  readonly trials: readonly TrialRecord[];
  readonly comparison: Comparison;
  readonly kept: boolean;
}

/**
 * Applies settings, repeats the trial, and keeps them only when the interval of the difference excludes "no
 * better"; otherwise the former settings are put back before this returns.
 */
export async function attempt(
  session: Session,
  label: string,
  before: Measured,
  settings: readonly Setting[],
  expectedSeconds: number,
  random: () => number,
): Promise<Attempt> {
  const { cluster, emit } = session;
  emit({ type: "step", text: "applying the change" });
  await cluster.apply(settings);
  const trials = await session.repeat(label, expectedSeconds);
  const comparison = compareTrials(secondsOf(before.trials), secondsOf(trials), random);
  if (!comparison.better) {
    emit({ type: "note", text: "no better than before within the trials' spread: rolling back" });
    await cluster.apply(before.settings);
  }
  return { trials, comparison, kept: comparison.better };
}

/** The measured part of a finding. */
export function measuredOf({
  trials,
  comparison,
}: Pick<Attempt, "trials" | "comparison">): NonNullable<Finding["measured"]> {
  const { median, low, high } = spreadOf(secondsOf(trials));
  return {
    deploymentSeconds: median,
    low,
    high,
    difference: comparison.difference,
    differenceLow: comparison.low,
    differenceHigh: comparison.high,
  };
}

/** Settings with some of them replaced or added. */
export function withSettings(settings: readonly Setting[], changes: readonly Setting[]): readonly Setting[] {
  const changed = new Set(changes.map(({ parameter }) => parameter));
  return [...settings.filter(({ parameter }) => !changed.has(parameter)), ...changes];
}
