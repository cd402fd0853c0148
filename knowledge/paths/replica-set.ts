import { statusCounters, syncAtOnce, withStatus } from "./owner-status.ts";
import type { PathPart } from "./path.ts";
import { creations, podCreator } from "./pod-creator.ts";
import { limit, value } from "./quantity.ts";

const name = "replicaset-controller";

const creator = podCreator({
  name,
  seen: [{ do: "count", counter: "expected", by: -1 }, ...syncAtOnce("replica-sets")],
  changed: syncAtOnce("replica-sets"),
});

/**
 * The ReplicaSet controller (kubernetes v1.34.4 pkg/controller/replicaset/replica_set.go): a sync creates at most
 * BurstReplicas pods in doubling batches and none as long as it waits to see former ones; each pod event leads to a
 * sync at once; the status is written by each sync that finds it changed (replica_set_utils.go:41-92). Pods,
 * status and events share one token bucket.
 */
export const replicaSetController: PathPart = {
  ...creator,
  queues: {
    "replica-sets": {
      workers: limit("kube-controller-manager.concurrent-replicaset-syncs"),
      flow: "sync-replica-set",
    },
  },
  counters: { ...creator.counters, ...statusCounters },
  flows: {
    ...creator.flows,
    "replica-set-stored": {
      of: "workload",
      steps: [
        { do: "wait", seconds: value("time.jobDelivery"), spread: "even" },
        // Its status says nothing of this generation yet.
        ...syncAtOnce("replica-sets"),
      ],
    },
    "sync-replica-set": {
      of: "workload",
      steps: [
        { do: "wait", seconds: value("time.jobSync"), spread: "even" },
        { do: "mark", point: "job-unpacked" },
        ...withStatus([creations(limit("kube-controller-manager.ReplicaSetBurstReplicas"))], {
          bucket: name,
          operation: "replica-set-status",
          after: [{ do: "start", flow: "replica-set-changed" }],
        }),
      ],
    },
  },
};
