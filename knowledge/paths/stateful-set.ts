import { firstRevision, revisionCounters, syncAtOnce, withStatus } from "./owner-status.ts";
import type { PathPart } from "./path.ts";
import { creations, delivery, podCreator } from "./pod-creator.ts";
import { limit, value, type Quantity } from "./quantity.ts";

const name = "statefulset-controller";
const policy = "workload.StatefulSet.podManagementPolicy";
/** Its position among the choices. */
const parallel = 1;

/** All that are missing, or one, and the next only when that one is ready. */
const podsAtOnce: Quantity = (limits) =>
  limits[policy] === parallel ? Infinity : (limits["kube-controller-manager.StatefulSetPodsAtOnce"] ?? 1);

const creator = podCreator({
  name,
  seen: syncAtOnce("stateful-sets"),
  changed: [{ do: "count", counter: "expected", by: -1 }, ...syncAtOnce("stateful-sets")],
});

/**
 * The StatefulSet controller (kubernetes v1.34.4 pkg/controller/statefulset/stateful_set_control.go:399-560): with
 * OrderedReady a sync creates one pod, and the next one after the watch shows that one running and ready; with
 * Parallel the first sync creates all in doubling batches. Each change of a pod leads to a sync at once, which
 * writes the status where it changed. Pods, status, events and the one revision share a token bucket.
 */
export const statefulSetController: PathPart = {
  ...creator,
  queues: {
    "stateful-sets": {
      workers: limit("kube-controller-manager.concurrent-statefulset-syncs"),
      flow: "sync-stateful-set",
    },
  },
  counters: { ...creator.counters, ...revisionCounters },
  flows: {
    ...creator.flows,
    "workload-stored": delivery("stateful-sets"),
    "sync-stateful-set": {
      of: "workload",
      steps: [
        { do: "wait", seconds: value("time.jobSync"), spread: "even" },
        firstRevision(name),
        { do: "mark", point: "job-unpacked" },
        ...withStatus([creations(podsAtOnce)], { bucket: name, operation: "job-status" }),
      ],
    },
  },
};
