import type { SignalFault } from "./fault.ts";

const shows = "all next to 0";
const why =
  "the observation is a deferred call, whose argument, the time since the start, is computed where it is deferred: at the start";

/** Histograms that are observed by a deferred call whose argument is computed too early. */
export const deferredHistograms: readonly SignalFault[] = [
  {
    signal: "kubelet_run_podsandbox_duration_seconds",
    component: "kubelet",
    shows,
    why,
    instead: 'kubelet_runtime_operations_duration_seconds{operation_type="run_podsandbox"}',
    releases: [{ until: "1.36.0" }],
    source:
      "kubernetes v1.34.4 pkg/kubelet/kuberuntime/instrumented_services.go:184; the same in v1.29.6, v1.30.14, v1.31.14, v1.32.13, v1.33.13, v1.35.4; right in v1.36.0, v1.36.3, v1.37.2",
  },
  {
    signal: "kubelet_http_requests_duration_seconds",
    component: "kubelet",
    shows,
    why,
    instead: "the caller's own clock",
    releases: [{ until: "1.36.0" }],
    source:
      "kubernetes v1.34.4 pkg/kubelet/server/server.go:1171; the same in v1.29.6, v1.30.14, v1.31.14, v1.32.13, v1.33.13, v1.35.4; right in v1.36.0, v1.36.3, v1.37.2",
  },
  {
    signal: "scheduler_event_handling_duration_seconds",
    component: "kube-scheduler",
    shows: "next to 0 for all events but updates of nodes and of assigned pods",
    why,
    instead: 'the scheduler\'s log, V(3) "Add event for unscheduled pod"',
    releases: [{ since: "1.31.0", until: "1.36.0" }],
    source:
      "kubernetes v1.34.4 pkg/scheduler/eventhandlers.go:55,102,131,163,200,251,283,336; the same in v1.31.14, v1.32.13, v1.33.13, v1.35.4; absent from v1.29.6 and v1.30.14; right in v1.36.0, v1.36.3, v1.37.2",
  },
  {
    signal: "scheduler_preemption_goroutines_duration_seconds",
    component: "kube-scheduler",
    shows,
    why,
    instead: "none",
    releases: [{ since: "1.32.0", until: "1.37.0" }],
    source:
      "kubernetes v1.34.4 pkg/scheduler/framework/preemption/preemption.go:516; the same in v1.32.13, v1.33.13, v1.35.4, and in v1.36.0 and v1.36.3 executor.go:241; absent from v1.31.14; right in v1.37.2",
  },
];
