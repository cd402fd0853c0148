import type { Constant, Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";

const kubeadm = "ClusterConfiguration.scheduler.extraArgs config + extraVolumes, KubeSchedulerConfiguration";

/** What bounds one turn of the scheduler's loop. */
export const parallelism: Parameter = {
  id: "kube-scheduler.parallelism",
  component: "kube-scheduler",
  title: "workers that filter and score the nodes of one pod",
  type: "integer",
  unit: "workers",
  defaults: [{ since: OLDEST_VERIFIED, value: 16 }],
  range: { min: 1, max: 1000 },
  stages: ["S4"],
  mechanism: { kind: "parallel-work", loop: "schedule-one" },
  formula: "time to filter is about nodes x cost / min(workers, cores)",
  goesWith: ["kube-scheduler.feature-gates.SchedulerAsyncAPICalls"],
  set: { by: "config-file", path: "parallelism" },
  kubeadm,
  restart: "kube-scheduler",
  risk: "no use beyond the cores of the machine",
  source: verifiedSource("kubernetes v1.34.4 pkg/scheduler/apis/config/v1/defaults.go:109"),
};

export const percentageOfNodesToScore: Parameter = {
  id: "kube-scheduler.percentageOfNodesToScore",
  component: "kube-scheduler",
  title: "share of the nodes that is looked at for one pod; 0 = chosen by cluster size",
  type: "integer",
  unit: "%",
  defaults: [{ since: OLDEST_VERIFIED, value: 0 }],
  range: { min: 0, max: 100 },
  stages: ["S4"],
  mechanism: { kind: "parallel-work", loop: "schedule-one" },
  formula: "below 100 nodes all are looked at; else 50 - nodes/125 %, at least 5 % and 100 nodes",
  goesWith: [],
  set: { by: "config-file", path: "percentageOfNodesToScore" },
  kubeadm,
  restart: "kube-scheduler",
  risk: "a lower share places pods less well",
  source: verifiedSource("kubernetes v1.34.4 pkg/scheduler/schedule_one.go:697-722"),
};

export const podInitialBackoffSeconds: Parameter = {
  id: "kube-scheduler.podInitialBackoffSeconds",
  component: "kube-scheduler",
  title: "wait before an unschedulable pod is tried again the first time; it doubles with each try",
  type: "integer",
  unit: "s",
  defaults: [{ since: OLDEST_VERIFIED, value: 1 }],
  range: { min: 1, max: 60 },
  stages: ["S4"],
  mechanism: { kind: "retry-backoff", of: "unschedulable-pod" },
  formula: "try k waits min(podMaxBackoffSeconds, podInitialBackoffSeconds x 2^(k-1))",
  goesWith: ["kube-scheduler.podMaxBackoffSeconds"],
  set: { by: "config-file", path: "podInitialBackoffSeconds" },
  kubeadm,
  restart: "kube-scheduler",
  risk: "none below the maximum; only pods that did not fit are concerned",
  source: verifiedSource("kubernetes v1.34.4 pkg/scheduler/apis/config/v1/defaults.go:159"),
};

export const podMaxBackoffSeconds: Parameter = {
  id: "kube-scheduler.podMaxBackoffSeconds",
  component: "kube-scheduler",
  title: "longest wait before an unschedulable pod is tried again",
  type: "integer",
  unit: "s",
  defaults: [{ since: OLDEST_VERIFIED, value: 10 }],
  range: { min: 1, max: 600 },
  stages: ["S4"],
  mechanism: { kind: "retry-backoff", of: "unschedulable-pod" },
  formula: "try k waits min(podMaxBackoffSeconds, podInitialBackoffSeconds x 2^(k-1))",
  goesWith: ["kube-scheduler.podInitialBackoffSeconds"],
  set: { by: "config-file", path: "podMaxBackoffSeconds" },
  kubeadm,
  restart: "kube-scheduler",
  risk: "a low value makes the scheduler busy with pods that cannot fit",
  source: verifiedSource("kubernetes v1.34.4 pkg/scheduler/apis/config/v1/defaults.go:163"),
};

export const schedulerConstants: readonly Constant[] = [
  {
    id: "kube-scheduler.ScheduleOne",
    component: "kube-scheduler",
    title: "pods that are scheduled at the same time",
    value: 1,
    unit: "pods",
    stages: ["S3", "S4"],
    mechanism: { kind: "serial-loop", loop: "schedule-one" },
    formula: "n pods take n scheduling cycles one after the other; only the bindings run side by side",
    source: verifiedSource("kubernetes v1.34.4 pkg/scheduler/scheduler.go:538"),
  },
  {
    id: "kube-scheduler.minFeasibleNodesToFind",
    component: "kube-scheduler",
    title: "nodes that fit a pod which the scheduler looks for at least, where there are as many",
    value: 100,
    unit: "nodes",
    stages: ["S4"],
    mechanism: { kind: "parallel-work", loop: "schedule-one-nodes" },
    formula: "percentageOfNodesToScore has no effect below it",
    source: verifiedSource("kubernetes v1.34.4 pkg/scheduler/schedule_one.go:54"),
  },
  {
    id: "kube-scheduler.flushUnschedulablePodsLeftover",
    component: "kube-scheduler",
    title: "time after which an unschedulable pod is tried again though nothing has changed",
    value: 300,
    unit: "s",
    stages: ["S4"],
    mechanism: { kind: "polling-period", poll: "unschedulable-pods" },
    formula: "a pod whose event was missed waits up to 5 minutes, looked for every 30 s",
    source: verifiedSource(
      "kubernetes v1.34.4 pkg/scheduler/backend/queue/scheduling_queue.go:66,412 (pkg/scheduler/internal/queue before v1.32)",
    ),
  },
];
