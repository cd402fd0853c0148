import type { Finding } from "../store/index.ts";
import type { TrialRecord } from "../trial/index.ts";
import { medianTrial } from "../trial/median-trial.ts";
import { compareContainers } from "./completeness.ts";
import { secondsOf, spreadOf } from "./compare.ts";
import { outlookOf, type Outlook } from "./statistics/series.ts";
import { suspectsDrift } from "./suspected-drift.ts";

/** Trials about one change. */
export interface ProofTrials {
  readonly before: readonly TrialRecord[];
  /** Under the former settings again, in turn with the later ones of `after`. */
  readonly again: readonly TrialRecord[];
  readonly after: readonly TrialRecord[];
}

/** What trials show about a change. */
export type Proof = Outlook;

/**
 * What trials show about a change. Where other programs had another share of the machine after it than before, nothing
 * is plain until trials were taken in turn.
 */
export function proofOf(trials: ProofTrials, random: () => number, runNoise: number): Proof {
  const { before, again, after } = trials;
  const series = { before: secondsOf(before), again: secondsOf(again), after: secondsOf(after) };
  const outlook = outlookOf(series, random, runNoise);
  const containers = compareContainers([...before, ...again], after);
  if (containers !== undefined) return { ...outlook, ...containers };
  const unsure = again.length === 0 && suspectsDrift(before, after);
  return unsure ? { ...outlook, plain: false } : outlook;
}

/** The measured part of a finding. */
export function measuredOf(
  { before, again, after }: ProofTrials,
  { difference, low, high, rankP, drift }: Proof,
): NonNullable<Finding["measured"]> {
  const spread = spreadOf(secondsOf(after));
  return {
    deploymentSeconds: spread.median,
    low: spread.low,
    high: spread.high,
    difference,
    differenceLow: low,
    differenceHigh: high,
    rankP,
    trialsBefore: before.length + again.length,
    trialsAfter: after.length,
    interleaved: again.length,
    ...(drift === undefined ? {} : { drift: { ...drift } }),
    ...containersOf([...before, ...again], after),
  };
}

/** How many containers ran, where not all did; of the trials of median time. */
function containersOf(
  before: readonly TrialRecord[],
  after: readonly TrialRecord[],
): Pick<NonNullable<Finding["measured"]>, "containers"> {
  if (compareContainers(before, after) === undefined) return {};
  const [former, latter] = [before, after].map((trials) => {
    const { incomplete, timeline } = medianTrial(trials);
    const { ran, of } = incomplete ?? { ran: timeline.containers.length, of: timeline.containers.length };
    return { ran, of };
  });
  return former === undefined || latter === undefined
    ? {}
    : { containers: { before: former, after: latter } };
}
