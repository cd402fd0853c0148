export type * from "./record.ts";
export { runTrial, type TrialRequest } from "./run-trial.ts";
export { TrialError } from "./trial-error.ts";
