export type * from "./record.ts";
export { runTrial } from "./run-trial.ts";
export { TrialError } from "./trial-error.ts";
