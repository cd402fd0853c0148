import { mostTrials } from "../../experiments/index.ts";
import type { Setting } from "../../knowledge/index.ts";
import type { TrialRecord } from "../trial/index.ts";
import { secondsOf, spreadOf } from "./compare.ts";
import type { Measured } from "./measured.ts";
import { proofOf, type Proof } from "./proof.ts";
import type { Session } from "./session.ts";
import { gather, type Side } from "./statistics/gather.ts";

/** A change that was applied and measured. */
export interface Attempt {
  /** Of its trials; the last part of each one's name is its number. */
  readonly label: string;
  readonly before: Measured;
  readonly settings: readonly Setting[];
  /** Under the former settings again, in turn with the later trials under the change. */
  readonly again: readonly TrialRecord[];
  readonly trials: readonly TrialRecord[];
  /** The widest spread that trials of the run had before, as a share of their median. */
  readonly runNoise: number;
  readonly proof: Proof;
  readonly kept: boolean;
}

/** A change that shall be tried. */
export type AttemptRequest = Pick<Attempt, "label" | "before" | "settings" | "runNoise"> & {
  readonly expectedSeconds: number;
  /** Whether there is time for trials of about so many seconds beyond the first ones. */
  readonly hasTimeFor: (seconds: number) => boolean;
};

/**
 * Applies settings, repeats the trial until it is plain whether it helps, and keeps them only when the interval of
 * the difference excludes "no better"; otherwise the former settings are put back before this returns.
 */
export async function attempt(
  session: Session,
  { expectedSeconds, hasTimeFor, ...request }: AttemptRequest,
  random: () => number,
): Promise<Attempt> {
  const { before, label, settings, runNoise } = request;
  const usual = spreadOf(secondsOf(before.trials)).median;
  const switchTo = switcher(session, before.settings, settings);
  const { again, after, outlook } = await gather({
    most: mostTrials(session.plan.tuning),
    hasTime: () => hasTimeFor(2 * usual),
    async take(side, number): Promise<TrialRecord> {
      await switchTo(side);
      return side === "after"
        ? session.trial(`${label}-${String(number)}`, { expectedSeconds })
        : session.trial(`${label}-before-${String(number)}`, { expectedSeconds: usual });
    },
    judge: (trials) => proofOf({ before: before.trials, ...trials }, random, runNoise),
  });
  return settled(session, switchTo, { ...request, again, trials: after, proof: outlook });
}

/** Another trial under a change that was kept, which may still turn out to be no better. */
export async function confirm(session: Session, kept: Attempt, random: () => number): Promise<Attempt> {
  const { before, again, settings, runNoise } = kept;
  const label = `${kept.label}-${String(kept.trials.length + 1)}`;
  const expectedSeconds = spreadOf(secondsOf(kept.trials)).median;
  const trials = [...kept.trials, await session.trial(label, { expectedSeconds })];
  const proof = proofOf({ before: before.trials, again, after: trials }, random, runNoise);
  return settled(session, switcher(session, before.settings, settings, "after"), { ...kept, trials, proof });
}

/** Applies the settings of a side unless the cluster has them already. */
function switcher(
  { cluster, emit }: Session,
  before: readonly Setting[],
  after: readonly Setting[],
  now: Side = "again",
): (side: Side) => Promise<void> {
  let current = now;
  return async (side) => {
    if (side === current) return;
    emit({
      type: "step",
      text: side === "after" ? "applying the change" : "taking the change back",
    });
    await cluster.apply(side === "after" ? after : before);
    current = side;
  };
}

async function settled(
  { emit }: Session,
  switchTo: (side: Side) => Promise<void>,
  attempted: Omit<Attempt, "kept">,
): Promise<Attempt> {
  const kept = attempted.proof.better;
  if (!kept) emit({ type: "note", text: "not shown to be better within the trials' spread: rolling back" });
  await switchTo(kept ? "after" : "again");
  return { ...attempted, kept };
}

/** Settings with some of them replaced or added. */
export function withSettings(settings: readonly Setting[], changes: readonly Setting[]): readonly Setting[] {
  const changed = new Set(changes.map(({ parameter }) => parameter));
  return [...settings.filter(({ parameter }) => !changed.has(parameter)), ...changes];
}
