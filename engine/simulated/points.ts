import type { PlannedNode } from "../../experiments/index.ts";
import type { PointId } from "../../knowledge/index.ts";
import type { SimulatedContainer } from "../model/index.ts";
import type { JobSync, SeenPod } from "../observe/index.ts";
import type { Stamp } from "../timeline/index.ts";
import type { ObjectNames } from "./names.ts";

const audit = "simulated audit log";
const controller = "simulated kube-controller-manager log";
const scheduler = "simulated kube-scheduler log";
const watch = "simulated pod watch";

/** What would have shown each point on a cluster; those that are not named the kubelet's log shows. */
const sourceOf: Readonly<Partial<Record<PointId, string>>> = {
  "job-read": audit,
  "job-received": audit,
  "job-stored": audit,
  "job-enqueued": controller,
  "job-unpacked": controller,
  "pod-received": audit,
  "pod-stored": audit,
  "pod-queued": scheduler,
  "pod-scheduling": scheduler,
  "pod-binding": scheduler,
  "binding-received": audit,
  "binding-stored": audit,
  "container-running": watch,
  "running-reported": watch,
};

/** Points that all pods of one Job share. */
const ofJob: ReadonlySet<PointId> = new Set([
  "job-read",
  "job-received",
  "job-stored",
  "job-enqueued",
  "job-unpacked",
]);

/** What observers would have stamped, with the pods that it is about. */
export interface SimulatedSight {
  readonly stamps: readonly Stamp[];
  readonly pods: readonly SeenPod[];
  readonly syncs: readonly JobSync[];
}

/** `startedAt` in milliseconds since the epoch; `perSync` is the most pods that the job controller creates in a pass. */
export function sightOf(
  containers: readonly SimulatedContainer[],
  nodes: readonly PlannedNode[],
  names: ObjectNames,
  startedAt: number,
  perSync: number,
): SimulatedSight {
  const pods = podsOf(containers, nodes, names);
  const stamps: Stamp[] = [];
  const syncs: JobSync[] = [];
  const seenJobs = new Set<string>();
  const seenPods = new Set<string>();
  for (const { job, pod, container, times, onKubelet = {} } of containers) {
    const [jobName, podName] = [names.of(job), names.of(pod)];
    const isNewJob = !seenJobs.has(job);
    const isNewPod = !seenPods.has(pod);
    seenJobs.add(job);
    seenPods.add(pod);
    const running = times["container-running"];
    const points = { ...times, ...onKubelet, "running-reported": running } as Record<PointId, number>;
    for (const [id, seconds] of Object.entries(points)) {
      const point = id as PointId;
      const ofContainer = isOfContainer(point);
      if (point === "client-start" || Number.isNaN(seconds)) continue;
      if (ofJob.has(point) ? !isNewJob : !ofContainer && !isNewPod) continue;
      stamps.push({
        point,
        ...(ofJob.has(point) ? { job: jobName } : { pod: podName }),
        ...(ofContainer ? { container } : {}),
        at: startedAt + seconds * 1000,
        source: sourceOf[point] ?? "simulated kubelet log",
        precision: 0,
      });
    }
    if (isNewJob) {
      const own = pods.filter((one) => one.job === jobName).length;
      const creating = Math.min(own, perSync);
      // When further passes over a Job began, the simulation does not tell.
      if (own === creating)
        syncs.push({ job: jobName, at: startedAt + times["job-unpacked"] * 1000, creating });
    }
  }
  return { stamps, pods, syncs };
}

function isOfContainer(point: PointId): boolean {
  return point.startsWith("container-") || point === "image-ready" || point === "running-reported";
}

/** Pods get the nodes in turn, in the order in which they are bound. */
function podsOf(
  containers: readonly SimulatedContainer[],
  nodes: readonly PlannedNode[],
  names: ObjectNames,
): readonly SeenPod[] {
  const byPod = [...Map.groupBy(containers, ({ pod }) => pod).values()];
  const bound = byPod.toSorted((a, b) => boundAt(a) - boundAt(b));
  return bound.map((own, index) => {
    const node = nodes[index % Math.max(1, nodes.length)]?.name;
    const [first] = own;
    return {
      name: names.of(first?.pod ?? ""),
      job: names.of(first?.job ?? ""),
      ...(node === undefined ? {} : { node }),
      containers: own.map(({ container }) => container),
    };
  });
}

function boundAt([first]: readonly SimulatedContainer[]): number {
  return first?.times["binding-stored"] ?? Number.POSITIVE_INFINITY;
}
