import type { PointId } from "../../knowledge/index.ts";
import type { Stamp } from "../timeline/timeline.ts";
import { logPrecisionMs, seconds } from "./component-log.ts";
import type { LogLine } from "./log-line.ts";
import { componentLogSource } from "./component-log-observer.ts";
import { FirstStamps } from "./first-stamps.ts";
import type { JobSync, Observations } from "./observer.ts";

const source = "kube-controller-manager log";
const enqueueing = "enqueueing job";
const creating = "Too few pods running";
const finished = "Finished syncing job";

/** When the job controller receives a Job, takes it and begins to create its pods, and how long its clients waited. */
export const controllerManagerLog = componentLogSource({
  component: "kube-controller-manager",
  points: ["job-enqueued", "job-syncing", "job-unpacked"],
  messages: [enqueueing, creating, finished],
  read: jobControllerPoints,
  // The first pass over a Job ends only after its last pod was created.
  isComplete: ({ stamps = [] }, pods) => {
    const taken = jobsAt(stamps, "job-syncing");
    return pods.every(({ job }) => !jobsAt(stamps, "job-unpacked").has(job) || taken.has(job));
  },
});

/**
 * What the job controller's lines show (pkg/controller/job/job_controller.go). The first pass over a Job is the one
 * that "enqueueing job" announced; its line comes at its end and says how long it took.
 */
export function jobControllerPoints(lines: readonly LogLine[], namespace: string): Observations {
  const stamps = new FirstStamps();
  const syncs: JobSync[] = [];
  for (const line of lines) {
    const [found, job] = String(line["key"]).split("/");
    if (found !== namespace || job === undefined) continue;
    const add = (point: PointId, at: number): void => {
      stamps.add({ point, job, at, source, precision: logPrecisionMs });
    };
    if (line.msg === enqueueing) add("job-enqueued", line.ts);
    const elapsed = line.msg === finished ? seconds(line["elapsed"]) : undefined;
    if (elapsed !== undefined) {
      // On a busy machine the line may be stamped a while after its elapsed time was taken.
      const creation = syncs.find((sync) => sync.job === job)?.at ?? Number.POSITIVE_INFINITY;
      add("job-syncing", Math.min(line.ts - elapsed * 1000, creation));
    }
    if (line.msg !== creating) continue;
    add("job-unpacked", line.ts);
    syncs.push({ job, at: line.ts, creating: Number(line["creating"]) });
  }
  return { stamps: stamps.all(), syncs };
}

function jobsAt(stamps: readonly Stamp[], point: PointId): ReadonlySet<string | undefined> {
  return new Set(stamps.filter((stamp) => stamp.point === point).map(({ job }) => job));
}
