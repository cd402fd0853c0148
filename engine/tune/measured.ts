import type { Setting } from "../../knowledge/index.ts";
import type { TrialRecord } from "../trial/index.ts";
import type { ModelledStages } from "./phase.ts";

/** Trials under one configuration. */
export interface Measured {
  readonly settings: readonly Setting[];
  readonly trials: readonly TrialRecord[];
  /** What the model said of them before they ran; absent when it refused. */
  readonly predicted?: ModelledStages;
}
