export { diagnoseExperiment, type DiagnoseRequest } from "./diagnose-experiment.ts";
export { judgeRun } from "./judge-run.ts";
export type { ClusterRequest, DiagnosedRun } from "./on-cluster.ts";
export { verifyRun } from "./verify-run.ts";
export { observeOnly } from "./observe-only.ts";
