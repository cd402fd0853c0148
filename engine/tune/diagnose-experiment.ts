import type { Rule } from "../../rules/index.ts";
import { measureAndTune } from "./measure-and-tune.ts";
import { onCluster, type ClusterRequest } from "./on-cluster.ts";
import type { DiagnosedRun } from "./run.ts";

export interface DiagnoseRequest extends ClusterRequest {
  readonly rules: readonly Rule[];
}

/**
 * The whole of `columbo diagnose`: cluster up, warm-up, baseline, diagnosis, changes with their proof, cluster
 * down, result written.
 * @throws as `onCluster` does
 */
export async function diagnoseExperiment(request: DiagnoseRequest): Promise<DiagnosedRun> {
  return onCluster(request, (session) => measureAndTune(session, request.rules, request.startedAt));
}
