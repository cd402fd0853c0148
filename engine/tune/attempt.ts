import type { Setting } from "../../knowledge/index.ts";
import type { Finding } from "../store/index.ts";
import type { TrialRecord } from "../trial/index.ts";
import { compareTrials, noiseOf, secondsOf, spreadOf, type Comparison } from "./compare.ts";
import type { Measured } from "./measured.ts";
import type { Session } from "./session.ts";

/** A change that was applied and measured. */
export interface Attempt {
  /** Of its trials; the last part of each one's name is its number. */
  readonly label: string;
  readonly before: Measured;
  readonly settings: readonly Setting[];
  readonly trials: readonly TrialRecord[];
  readonly comparison: Comparison;
  readonly kept: boolean;
}

/** A change that shall be tried. */
export type AttemptRequest = Pick<Attempt, "label" | "before" | "settings"> & {
  readonly expectedSeconds: number;
};

/**
 * Applies settings, repeats the trial until it is plain whether it helps, and keeps them only when the interval of
 * the difference excludes "no better"; otherwise the former settings are put back before this returns.
 */
export async function attempt(
  session: Session,
  { expectedSeconds, ...request }: AttemptRequest,
  random: () => number,
): Promise<Attempt> {
  const { before, label, settings } = request;
  const compare = (trials: readonly TrialRecord[]): Comparison =>
    compareTrials(secondsOf(before.trials), secondsOf(trials), random);
  const noise = noiseOf(secondsOf(before.trials));
  session.emit({ type: "step", text: "applying the change" });
  await session.cluster.apply(settings);
  const trials = await session.repeat(label, {
    expectedSeconds,
    enough: (soFar) => soFar.length > 0 && isPlain(compare(soFar), soFar.length, noise),
  });
  return settled(session, { ...request, trials, comparison: compare(trials) });
}

/** Another trial under a change that was kept, which may still turn out to be no better. */
export async function confirm(session: Session, kept: Attempt, random: () => number): Promise<Attempt> {
  const label = `${kept.label}-${String(kept.trials.length + 1)}`;
  const expectedSeconds = spreadOf(secondsOf(kept.trials)).median;
  const trials = [...kept.trials, await session.trial(label, { expectedSeconds })];
  const comparison = compareTrials(secondsOf(kept.before.trials), secondsOf(trials), random);
  return settled(session, { ...kept, trials, comparison });
}

/** Whether more trials would hardly change the answer: it is better, it is worse, or two trials are as those before. */
function isPlain({ better, low, difference }: Comparison, trials: number, noiseSeconds: number): boolean {
  return better || low > 0 || (trials >= 2 && difference > -noiseSeconds);
}

async function settled({ cluster, emit }: Session, attempted: Omit<Attempt, "kept">): Promise<Attempt> {
  const { before, comparison } = attempted;
  if (!comparison.better) {
    emit({ type: "note", text: "no better than before within the trials' spread: rolling back" });
    await cluster.apply(before.settings);
  }
  return { ...attempted, kept: comparison.better };
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
