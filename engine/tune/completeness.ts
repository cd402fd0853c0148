import { isComplete, type TrialRecord } from "../trial/index.ts";
import { secondsOf, type Comparison } from "./compare.ts";
import { rankLimit } from "./statistics/caution.ts";
import { rankSum } from "./statistics/rank-sum.ts";

/** What the containers of trials say, where some trial ended before all of them ran. */
export type ByContainers = Pick<Comparison, "rankP" | "better" | "worse"> & {
  /** More trials would hardly change the answer. */
  readonly plain: boolean;
};

/**
 * Compares trials of which some are incomplete. Their times are no more than lower bounds, so that what counts is how
 * many containers ran: better is when every trial after ran a greater part than any before, or when the ranks say so with
 * incomplete trials behind all complete ones. Undefined when all containers ran in all trials.
 */
export function compareContainers(
  before: readonly TrialRecord[],
  after: readonly TrialRecord[],
): ByContainers | undefined {
  if ([...before, ...after].every(isComplete)) return undefined;
  const [former, latter] = [before.map(ranShare), after.map(ranShare)];
  const longest = Math.max(...secondsOf([...before, ...after]));
  const order = (trial: TrialRecord): number =>
    isComplete(trial) ? trial.deploymentSeconds : longest + 2 - ranShare(trial);
  const { lower: rankP } = rankSum(before.map(order), after.map(order));
  const someComplete = after.some(isComplete);
  const better = Math.min(...latter) > Math.max(...former) || (someComplete && rankP <= rankLimit);
  const worse =
    Math.max(...latter) < Math.min(...former) || (before.every(isComplete) && !after.every(isComplete));
  const hopeless = after.length >= 2 && Math.max(...latter) <= Math.min(...former);
  return { rankP, better: better && !worse, worse, plain: better || worse || hopeless };
}

/** The part of the containers that ran, 0 to 1. */
function ranShare({ incomplete }: TrialRecord): number {
  return incomplete === undefined ? 1 : incomplete.ran / incomplete.of;
}
