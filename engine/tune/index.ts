export { diagnoseExperiment, type DiagnosedRun, type DiagnoseRequest } from "./diagnose-experiment.ts";
export { judgeRun } from "./judge-run.ts";
