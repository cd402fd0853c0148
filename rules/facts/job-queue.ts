import type { FactKind } from "./fact-kind.ts";

/** What shows whether Jobs wait for a free worker of the job controller. */
export const jobQueueFacts: readonly FactKind[] = [
  { id: "job-controller.workers", unit: "Jobs", meaning: "Jobs that are worked on at the same time, as set" },
  {
    id: "job-controller.queue-seconds",
    unit: "s",
    meaning:
      "time in which some Job waited to be unpacked while no token bucket was waited for and the machine was not saturated",
  },
  {
    id: "job-controller.queue-share",
    unit: "share",
    meaning: "job-controller.queue-seconds by deployment.seconds",
  },
  {
    id: "job-controller.worker-busy-share",
    unit: "share",
    meaning:
      "how busy the workers were from the first Job's arrival until the last was unpacked, workqueue_work_duration_seconds",
  },
];
