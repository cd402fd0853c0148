import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";

export const concurrentJobSyncs: Parameter = {
  id: "kube-controller-manager.concurrent-job-syncs",
  component: "kube-controller-manager",
  title: "Jobs that are worked on at the same time",
  type: "integer",
  unit: "workers",
  defaults: [{ since: OLDEST_VERIFIED, value: 5 }],
  introduced: "1.28",
  range: { min: 1, max: 1000 },
  stages: ["S2", "S3"],
  mechanism: { kind: "worker-pool", pool: "job-syncs" },
  formula:
    "J Jobs take at least ceil(J / workers) syncs one after the other; one Job is never synced twice at once",
  goesWith: [],
  set: { by: "flag", flag: "--concurrent-job-syncs" },
  kubeadm: "ClusterConfiguration.controllerManager.extraArgs",
  restart: "kube-controller-manager",
  risk: "more processor use of kube-controller-manager; all workers share one client limit",
  source: verifiedSource("kubernetes v1.34.4 pkg/controller/job/config/v1alpha1/defaults.go:34"),
};
