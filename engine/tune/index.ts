export { compareTrials, type Comparison } from "./compare.ts";
export { diagnoseExperiment, type DiagnoseRequest } from "./diagnose-experiment.ts";
export { explainRun, type ExplainedRun } from "./explain-run.ts";
export { judgeRun } from "./judge-run.ts";
export type { ClusterRequest } from "./on-cluster.ts";
export { diagnoseSimulation } from "./on-simulation.ts";
export type { DiagnosedRun, RunRequest } from "./run.ts";
export { verifyRun } from "./verify-run.ts";
export { observeOnly } from "./observe-only.ts";
