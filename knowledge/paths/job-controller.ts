import type { PathPart } from "./path.ts";
import { creations, delivery, podCreator } from "./pod-creator.ts";
import { limit, value } from "./quantity.ts";

const period = limit("kube-controller-manager.SyncJobBatchPeriod");

const name = "job-controller";

const creator = podCreator({
  name,
  creating: [{ do: "count", counter: "unreported", set: 1 }],
  seen: [
    { do: "count", counter: "expected", by: -1 },
    { do: "enqueue", queue: "jobs", after: period },
  ],
  changed: [
    { do: "count", counter: "unreported", set: 1 },
    { do: "enqueue", queue: "jobs", after: period },
  ],
});

/**
 * The job controller (kubernetes v1.34.4 pkg/controller/job/job_controller.go): workers that never sync one Job
 * twice at once; a sync creates at most MaxPodCreateDeletePerSync pods in doubling batches, each of which waits
 * for the one before, and ends with a write of the Job's status; pod events lead to the next sync after
 * SyncJobBatchPeriod. Pods, status and the controller's own events share one token bucket.
 */
export const jobController: PathPart = {
  ...creator,
  queues: {
    jobs: { workers: limit("kube-controller-manager.concurrent-job-syncs"), flow: "sync-job" },
  },
  flows: {
    ...creator.flows,
    "workload-stored": delivery("jobs"),
    "sync-job": {
      of: "workload",
      steps: [
        { do: "wait", seconds: value("time.jobSync"), spread: "even" },
        { do: "mark", point: "job-unpacked" },
        creations(limit("kube-controller-manager.MaxPodCreateDeletePerSync")),
        {
          do: "below",
          counter: "unreported",
          bound: 1,
          steps: [],
          otherwise: [
            { do: "count", counter: "unreported", set: 0 },
            { do: "token", bucket: name, to: "job-status" },
            { do: "call", flow: "job-status" },
          ],
        },
      ],
    },
  },
};
