export { observedOf } from "./observed.ts";
export { readPlan, readResult, readRun, readTrials, shownTrials, trialLabels } from "./read-run.ts";
export { readTrial } from "./read-trial.ts";
export { createRunFolder, writeReport, type RunFolder, type ShownTrials } from "./run-folder.ts";
export * from "./store-error.ts";
export * from "./stored-run.ts";
