import { firstRevision, revisionCounters, syncAtOnce, withStatus } from "./owner-status.ts";
import type { PathPart } from "./path.ts";
import { creations, delivery, podCreator } from "./pod-creator.ts";
import { limit, value } from "./quantity.ts";

const name = "daemonset-controller";

const creator = podCreator({
  name,
  seen: [{ do: "count", counter: "expected", by: -1 }, ...syncAtOnce("daemon-sets")],
  changed: syncAtOnce("daemon-sets"),
});

/**
 * The DaemonSet controller (kubernetes v1.34.4 pkg/controller/daemon/daemon_controller.go:957-1260): a pod for each
 * node, at most BurstReplicas in a sync, in doubling batches; the scheduler binds each to its node. Each change of a
 * pod leads to a sync at once, which writes the status where it changed. Pods, status, events and the one revision share
 * a token bucket.
 */
export const daemonSetController: PathPart = {
  ...creator,
  queues: {
    "daemon-sets": {
      workers: limit("kube-controller-manager.concurrent-daemonset-syncs"),
      flow: "sync-daemon-set",
    },
  },
  counters: { ...creator.counters, ...revisionCounters },
  flows: {
    ...creator.flows,
    "workload-stored": delivery("daemon-sets"),
    "sync-daemon-set": {
      of: "workload",
      steps: [
        { do: "wait", seconds: value("time.jobSync"), spread: "even" },
        firstRevision(name),
        { do: "mark", point: "job-unpacked" },
        ...withStatus([creations(limit("kube-controller-manager.DaemonSetBurstReplicas"))], {
          bucket: name,
          operation: "job-status",
        }),
      ],
    },
  },
};
