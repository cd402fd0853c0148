export { isComplete } from "./completeness.ts";
export { observeRollout, type RolloutRequest } from "./observe-rollout.ts";
export type * from "./record.ts";
export { runTrial } from "./run-trial.ts";
