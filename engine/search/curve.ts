import type { Setting } from "../../knowledge/index.ts";
import type { Dimension } from "./dimensions.ts";
import type { Evaluator } from "./evaluate.ts";
import { scan, type Scored } from "./scan.ts";

/** Predicted deployment time over the values of one parameter, each with what goes with it. */
export interface Curve {
  readonly parameter: string;
  /** Ascending; values beyond the last one give the same as it. */
  readonly points: readonly {
    readonly value: number;
    /** Seconds with all other settings as they are. */
    readonly seconds: number;
    /** Seconds with every other allowed limiter lifted. */
    readonly othersLifted: number;
  }[];
}

/**
 * The curve of one dimension over its coarse values; of several bursts of a rate the best one counts.
 * @param others settings that lift everything else
 */
export function curveOf(dimension: Dimension, others: readonly Setting[], evaluate: Evaluator): Curve {
  const now = bestByValue(scan(dimension, ({ settings }) => evaluate(settings)));
  const lifted = bestByValue(scan(dimension, ({ settings }) => evaluate([...others, ...settings])));
  const lastOf = (values: ReadonlyMap<number, number>): number => [...values.values()].at(-1) ?? Infinity;
  const values = now.size > lifted.size ? now.keys() : lifted.keys();
  return {
    parameter: dimension.parameter,
    points: [...values]
      .map((value) => ({
        value,
        seconds: now.get(value) ?? lastOf(now),
        othersLifted: lifted.get(value) ?? lastOf(lifted),
      }))
      // Values that the budget did not reach.
      .filter(({ seconds, othersLifted }) => Number.isFinite(seconds + othersLifted)),
  };
}

function bestByValue(scored: readonly Scored[]): ReadonlyMap<number, number> {
  const best = new Map<number, number>();
  for (const { option, seconds } of scored)
    best.set(option.value, Math.min(seconds, best.get(option.value) ?? Infinity));
  return best;
}
