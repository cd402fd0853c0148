import type { Setting } from "../../knowledge/index.ts";
import type { TrialRecord } from "../trial/index.ts";

/** Trials under one configuration. */
export interface Measured {
  readonly settings: readonly Setting[];
  readonly trials: readonly TrialRecord[];
}
