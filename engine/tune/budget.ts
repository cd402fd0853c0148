import type { TuningLimits } from "../../experiments/index.ts";
import { counted } from "../counted.ts";

/** What ends the tuning although a cause is left. */
export interface Budget {
  /** Why no further change may be tried that takes about `seconds`; undefined when it may. */
  refusal(iterations: number, seconds: number): string | undefined;
  /** Whether the time that is left has room for about so many seconds of trials. */
  hasTimeFor(seconds: number): boolean;
}

/** `startedAt` is the command's start, milliseconds since the epoch. No change at all is what `columbo run` asks for. */
export function budgetOf({ maxIterations, timeBudget }: TuningLimits, startedAt: number): Budget {
  const left = (): number =>
    timeBudget === undefined ? Infinity : timeBudget - (Date.now() - startedAt) / 1000;
  return {
    hasTimeFor: (seconds) => seconds <= left(),
    refusal(iterations, seconds) {
      if (maxIterations === 0) return "only a measurement was asked for";
      if (iterations >= maxIterations)
        return `the experiment allows ${counted(maxIterations, "change")} (max_iterations)`;
      if (seconds > left())
        return `its trials would take about ${seconds.toFixed(0)} s and ${Math.max(0, left()).toFixed(0)} s are left (time_budget)`;
      return undefined;
    },
  };
}
