import type { Parameter } from "../../parameter.ts";
import { comparedGates } from "../../versions.ts";
import { asGate } from "../place.ts";

const gate = { type: "boolean", unit: "", stages: ["S4"] } as const;

/** Gates that change how the scheduler's loop goes on; they are flags, and hold beside its configuration file. */
export const schedulerGates: readonly Parameter[] = [
  {
    ...asGate("kube-scheduler", "SchedulerAsyncAPICalls"),
    ...gate,
    title: "whether the scheduler's writes wait in a queue of their own instead of in the loop",
    defaults: [{ since: "1.34", value: false }],
    introduced: "1.34",
    mechanism: { kind: "worker-pool", pool: "scheduler-api-calls" },
    formula:
      "on: bindings and status writes wait for one of `parallelism` workers, so S4 >= pods x time of a binding / parallelism; off: one goroutine per pod",
    goesWith: ["kube-scheduler.parallelism"],
    risk: "beta and off by default; a low parallelism then limits bindings too",
    source:
      "kubernetes v1.34.4 pkg/features/kube_features.go:1687, pkg/scheduler/scheduler.go:347; " +
      comparedGates,
  },
  {
    ...asGate("kube-scheduler", "SchedulerQueueingHints"),
    ...gate,
    title: "whether only events that may help put an unschedulable pod back into the queue",
    defaults: [
      { since: "1.29", value: false },
      { since: "1.32", value: true },
    ],
    introduced: "1.28",
    until: "1.34",
    mechanism: { kind: "retry-backoff", of: "unschedulable-pod-wake-up" },
    formula:
      "off: any event of the cluster makes all unschedulable pods be tried again, each a scheduling cycle",
    goesWith: [],
    risk: "more memory of kube-scheduler before v1.32; a plugin with a wrong hint leaves a pod waiting for 5 minutes",
    source: `kubernetes v1.34.4 pkg/features/kube_features.go:1700; ${comparedGates}`,
  },
  {
    ...asGate("kube-scheduler", "SchedulerPopFromBackoffQ"),
    ...gate,
    title: "whether pods that are backing off are tried when nothing else is in the queue",
    defaults: [{ since: "1.33", value: true }],
    introduced: "1.33",
    mechanism: { kind: "retry-backoff", of: "unschedulable-pod-idle" },
    formula: "on: a pod waits for its back-off only while others are scheduled",
    goesWith: [],
    risk: "off: an unschedulable pod waits out its back-off even on an idle scheduler",
    source: `kubernetes v1.34.4 pkg/features/kube_features.go:1696; ${comparedGates}`,
  },
  {
    ...asGate("kube-scheduler", "OpportunisticBatching"),
    ...gate,
    title: "whether the nodes found for one pod are used again for the next one like it",
    defaults: [{ since: "1.35", value: true }],
    introduced: "1.35",
    mechanism: { kind: "serial-loop", loop: "schedule-one-batching" },
    formula:
      "on: a pod like the one before gets the node that came second then, without Filter and Score, where the first one is full with it; kept for 0.5 s",
    goesWith: [],
    risk: "on by default; off costs a whole cycle for each pod on full nodes",
    source:
      "kubernetes v1.35.4 pkg/features/kube_features.go:1588, pkg/scheduler/framework/runtime/batch.go:57; " +
      comparedGates,
  },
];
