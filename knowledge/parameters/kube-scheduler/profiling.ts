import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";

/** With it on the Go runtime records every event of waiting in the scheduler. */
export const enableContentionProfiling: Parameter = {
  id: "kube-scheduler.enableContentionProfiling",
  component: "kube-scheduler",
  title: "whether every wait for a lock is recorded for profiles",
  type: "boolean",
  unit: "",
  defaults: [{ since: OLDEST_VERIFIED, value: true }],
  stages: ["S4"],
  mechanism: { kind: "added-work", of: "schedule-one-profiling" },
  formula:
    "each wait for a lock costs a stack trace (SetBlockProfileRate 1); its share of a cycle was not measured",
  goesWith: [],
  set: { by: "config-file", path: "enableContentionProfiling" },
  kubeadm: "ClusterConfiguration.scheduler.extraArgs config + extraVolumes, KubeSchedulerConfiguration",
  restart: "kube-scheduler",
  risk: "profiles of waiting are empty without it",
  source: verifiedSource(
    "kubernetes v1.34.4 pkg/scheduler/apis/config/v1/defaults.go:173, cmd/kube-scheduler/app/server.go:383",
  ),
};
