import type { Setting } from "../../knowledge/index.ts";
import type { Point, Space } from "./space.ts";

/** What one evaluation of settings found. */
export interface Evaluation {
  /** Deployment time. */
  readonly seconds: number;
  /** Requests that took a token, by bucket. */
  readonly requests?: Readonly<Record<string, number>>;
}

/** Evaluates the present settings with these changes. Equal changes must give equal results. */
export type Evaluate = (changes: readonly Setting[]) => Evaluation;

/** An evaluated point of a space. */
export interface Scored {
  readonly point: Point;
  readonly settings: readonly Setting[];
  readonly evaluation: Evaluation;
}

/** Evaluates points, each set of changes once, and remembers them all in order. */
export interface Trace {
  /** Seconds at a point; Infinity when no evaluations are left and it is not known already. */
  readonly secondsAt: (point: Point) => number;
  /** At a point that was evaluated before, or undefined. */
  readonly known: (point: Point) => Scored | undefined;
  readonly evaluations: () => readonly Scored[];
  /** Lets no more than so many evaluations be made in all. */
  readonly allow: (evaluations: number) => void;
}

/** @param budget evaluations at most */
export function createTrace(space: Space, evaluate: Evaluate, budget: number): Trace {
  const found = new Map<string, Scored>();
  let allowed = budget;
  const keyOf = (settings: readonly Setting[]): string =>
    JSON.stringify(settings.map(({ parameter, value }) => [parameter, value]));
  return {
    secondsAt: (point) => {
      const settings = space.settingsAt(point);
      const key = keyOf(settings);
      const before = found.get(key);
      if (before !== undefined) return before.evaluation.seconds;
      if (found.size >= allowed) return Infinity;
      const scored = { point, settings, evaluation: evaluate(settings) };
      found.set(key, scored);
      return scored.evaluation.seconds;
    },
    known: (point) => found.get(keyOf(space.settingsAt(point))),
    evaluations: () => [...found.values()],
    allow: (evaluations) => {
      allowed = Math.min(budget, evaluations);
    },
  };
}
