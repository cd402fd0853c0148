import { leastCost, type Economy } from "./economy.ts";
import { minimise, type Guesser } from "./minimise.ts";
import { smallestEnough } from "./smallest.ts";
import type { Point, Space } from "./space.ts";
import { createTrace, type Evaluate, type Scored } from "./trace.ts";

/** What a joint search goes by. */
export interface JointSearch {
  /** How near to the best a point must come to be enough; 0.03 = 3 %. */
  readonly fraction: number;
  /** Evaluations at most; at least 1. */
  readonly budget: number;
  readonly guesser?: Guesser;
  /** What the change is to be worth: where given, the least of it is sought first. */
  readonly economy?: Economy;
}

/** What a joint search found. */
export interface JointResult {
  readonly present: Scored;
  /** The fastest point of all. */
  readonly best: Scored;
  /** The cheapest point within the fraction of the best; the present one where that is among them. */
  readonly recommended: Scored;
  /** All evaluated points, in order. */
  readonly evaluations: readonly Scored[];
}

/** Evaluations that are kept for making the best point smaller, as a share of the budget. */
const keptForSmaller = 0.4;

/**
 * Searches a space for the least time, then for the smallest change that comes within a fraction of it. The same
 * question gets the same answer; no point is evaluated twice.
 */
export function searchJointly(space: Space, evaluate: Evaluate, search: JointSearch): JointResult {
  const { fraction, guesser } = search;
  const budget = Math.max(1, search.budget);
  const trace = createTrace(space, evaluate, budget);
  const scored = (point: Point): Scored => {
    trace.secondsAt(point);
    const found = trace.known(point);
    if (found === undefined) throw new RangeError("the search chose a point that it never evaluated");
    return found;
  };
  // Where nothing contends, nothing is faster than no limits: the first look is there, as far as it is not the only one.
  if (budget > 1) trace.secondsAt(space.free);
  if (search.economy !== undefined) {
    // One is kept for the present point.
    trace.allow(budget - 1);
    leastCost(space, trace, search.economy, guesser);
    trace.allow(budget);
  }
  const present = scored(space.present);
  trace.allow(Math.max(2, Math.ceil(budget * (1 - keptForSmaller))));
  minimise(space, trace, guesser);
  trace.allow(budget);
  const fastest = (): Scored =>
    trace.evaluations().reduce((a, b) => (b.evaluation.seconds < a.evaluation.seconds ? b : a), present);
  // Making it smaller may come upon a faster point, of which the smaller one must then be within the fraction.
  let best = fastest();
  let recommended = smallestEnough(space, trace, best.point, fraction);
  while (fastest() !== best && trace.evaluations().length < budget) {
    best = fastest();
    recommended = smallestEnough(space, trace, best.point, fraction);
  }
  return { present, best: fastest(), recommended: scored(recommended), evaluations: trace.evaluations() };
}
