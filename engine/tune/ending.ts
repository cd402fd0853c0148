import type { Incomplete, TrialRecord } from "../trial/index.ts";
import { secondsOf, spreadOf } from "./compare.ts";

/** How trials under one configuration ended: of incomplete ones the least complete is told. */
export interface Ending {
  /** Median. */
  readonly seconds: number;
  readonly incomplete?: Incomplete;
}

/** How these trials ended. */
export function endingOf(trials: readonly TrialRecord[]): Ending {
  const { median } = spreadOf(secondsOf(trials));
  const [worst] = trials
    .flatMap(({ incomplete }) => incomplete ?? [])
    .toSorted((a, b) => a.ran / a.of - b.ran / b.of);
  return { seconds: median, ...(worst === undefined ? {} : { incomplete: worst }) };
}
