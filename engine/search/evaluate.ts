import type { Setting } from "../../knowledge/index.ts";
import {
  intervalEnd,
  limitValue,
  simulate,
  withWorkError,
  type Limits,
  type SimulationInput,
} from "../model/index.ts";

/** Deployment time in seconds under the present limits with these changed. */
export interface Evaluator {
  /** Infinity when no simulations are left and the answer is not known already. */
  (changes: readonly Setting[]): number;
  /** Simulations made so far. */
  readonly spent: () => number;
}

/**
 * Simulates each set of changes once. Two things differ from a prediction, so that candidates can be told apart
 * by their values alone: every pod starts as slowly as the slowest may, since the last container decides and
 * chance would decide who that is; and the machine is as fast as at the good end of the prediction's interval, with
 * no other programs on it, since a value that just suffices for a machine that is taken to be too slow would bind the
 * real one, and the others may be gone tomorrow.
 */
export function createEvaluator(input: SimulationInput, budget: number): Evaluator {
  const { minMs, maxMs } = input.podStart;
  const slowest = Math.max(minMs, maxMs);
  const service = withWorkError(input.service, -intervalEnd);
  const fixed: SimulationInput = {
    ...input,
    podStart: { minMs: slowest, maxMs: slowest },
    service: { ...service, background: { ...service.background, others: 0 } },
  };
  const known = new Map<string, number>();
  let spent = 0;
  const evaluate = (changes: readonly Setting[]): number => {
    const limits = withChanges(input.limits, changes);
    const key = JSON.stringify(limits);
    const before = known.get(key);
    if (before !== undefined) return before;
    if (spent >= budget) return Infinity;
    spent += 1;
    const { deploymentSeconds } = simulate({ ...fixed, limits });
    known.set(key, deploymentSeconds);
    return deploymentSeconds;
  };
  return Object.assign(evaluate, { spent: () => spent });
}

/** Limits with some of them replaced. */
export function withChanges(limits: Limits, changes: readonly Setting[]): Limits {
  const changed: Record<string, number> = { ...limits };
  for (const { parameter, value } of changes) {
    const limit = limitValue(value);
    if (limit !== undefined) changed[parameter] = limit;
  }
  return changed;
}
