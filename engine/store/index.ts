export { observedOf } from "./observed.ts";
export { readPlan, readRun, readTrials, trialLabels } from "./read-run.ts";
export { createRunFolder, writeReport, type RunFolder, type ShownTrials } from "./run-folder.ts";
export * from "./store-error.ts";
export * from "./stored-run.ts";
