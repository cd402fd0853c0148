export { noiseOf } from "./compare.ts";
export { diagnoseExperiment, type DiagnosedRun, type DiagnoseRequest } from "./diagnose-experiment.ts";
