import { jobController } from "../buckets.ts";
import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import { total, union, without, type Interval } from "../intervals.ts";
import { saturated } from "../processor.ts";
import { configured, grown, type TrialView } from "../trial-view.ts";
import { waitingFor } from "../waiting.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

/** The work queue of the controller that creates the pods, as its metrics name it. */
const podQueues = {
  job: "job",
  deployment: "replicaset",
  statefulset: "statefulset",
  daemonset: "daemonset",
} as const;
const workersParameter = "kube-controller-manager.concurrent-job-syncs";
const component = jobController.component;

/** Whether Jobs waited for a free worker of the job controller. */
export function jobQueueFacts(view: TrialView): Readings {
  const workers = configured(view, workersParameter);
  const queued = jobsQueued(view);
  const free = queueSeconds(view, queued);
  return {
    "job-controller.workers": known(workers.value, workers.origin),
    "job-controller.queue-seconds": free,
    "job-controller.queue-share": shareOfDeployment(view, free, "queue / deployment"),
    "job-controller.worker-busy-share": busyShare(view, queued, workers.value),
  };
}

/** From a Job's arrival at the controller until its first pods are created, for each Job once. */
function jobsQueued(view: TrialView): readonly Interval[] {
  const jobs = new Map(
    view.record.timeline.containers.map(({ job, points }) => [
      job,
      { from: points["job-enqueued"]?.seconds, to: points["job-unpacked"]?.seconds },
    ]),
  );
  return [...jobs.values()].flatMap(({ from, to }) =>
    from === undefined || to === undefined ? [] : [{ from, to }],
  );
}

/** A worker that waits for a token, or for the processor, would not be helped by another worker. */
function queueSeconds(view: TrialView, queued: readonly Interval[]): Reading {
  if (queued.length === 0) return missing("no timeline shows when a Job was received and unpacked");
  const waiting = waitingFor(view, jobController);
  if ("unknown" in waiting) return missing(waiting.unknown);
  const busy = saturated(view);
  if (busy === undefined) return missing("processor use was not sampled");
  const free = without(without(union(queued), waiting.intervals), busy);
  return known(total(free), "Jobs between job-enqueued and job-unpacked, without token waits and saturation");
}

function busyShare(view: TrialView, queued: readonly Interval[], workers: number): Reading {
  const metric = "workqueue_work_duration_seconds_sum";
  const name = podQueues[view.context.plan.workload.kind ?? "job"];
  const worked = grown(view, component, metric, { name });
  if (worked === undefined) return missing(`no metrics of ${component} were read`);
  const from = queued.reduce((min, interval) => Math.min(min, interval.from), Number.POSITIVE_INFINITY);
  const to = queued.reduce((max, interval) => Math.max(max, interval.to), 0);
  if (!(to > from)) return missing("no timeline shows when a Job was received and unpacked");
  return known(Math.min(1, worked / (workers * (to - from))), `${metric}{name="${name}"}`);
}
