export type * from "./record.ts";
export { runTrial } from "./run-trial.ts";
