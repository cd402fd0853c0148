import type { PointId } from "../../knowledge/index.ts";
import type { Stamp } from "../timeline/timeline.ts";
import { logPrecisionMs, nameIn } from "./component-log.ts";
import type { LogLine } from "./log-line.ts";
import { containerIn, pointOfReason } from "./event-points.ts";
import { FirstStamps } from "./first-stamps.ts";

const source = "kubelet log";

const added = "SyncLoop ADD";
const noSandbox = "No sandbox for pod can be found. Need to start a new one";
const event = "Event occurred";
/** Comes at V(3), right after the second of those. */
const decided = "computePodActions got for pod";

/** Lines about one pod that show a point by themselves; the first of each counts. */
const points: Readonly<Record<string, PointId>> = {
  "SyncPod enter": "pod-syncing",
  "Waiting for volumes to attach and mount for pod": "cgroup-created",
  "All volumes are attached and mounted for pod": "volumes-mounted",
  "Creating PodSandbox for pod": "sandbox-starting",
  "Created PodSandbox for pod": "sandbox-ready",
};

export const kubeletMessages: readonly string[] = [added, noSandbox, event, decided, ...Object.keys(points)];

/**
 * What the lines of a kubelet's log show of the pods of a namespace (pkg/kubelet; the same texts from v1.29 to v1.37).
 * At V(2) there are only "SyncLoop ADD" and twice "No sandbox for pod can be found": when the pod's first status is
 * made, which is how its worker begins, and when the kubelet decides what to start, its volumes being mounted. Without
 * a status of its own for sandboxes (gate PodReadyToStartContainersCondition off) only the second is written.
 */
export function kubeletPoints(lines: readonly LogLine[], namespace: string): readonly Stamp[] {
  const stamps = new FirstStamps();
  const withoutSandbox = new Map<string, number[]>();
  const talkative = new Set<string>();
  const add = (point: PointId, pod: string, at: number, more: Partial<Stamp> = {}): void => {
    stamps.add({ point, pod, at, source, precision: logPrecisionMs, ...more });
  };
  for (const line of lines) {
    if (line.msg === added) {
      if (line["source"] === "api")
        for (const pod of podsIn(line["pods"], namespace)) add("pod-delivered", pod, line.ts);
      continue;
    }
    const pod = nameIn(namespace, line["pod"] ?? line["object"]);
    if (pod === undefined) continue;
    const point = points[line.msg];
    if (point !== undefined) add(point, pod, line.ts);
    if (line.msg === noSandbox) withoutSandbox.set(pod, [...(withoutSandbox.get(pod) ?? []), line.ts]);
    if (line.msg === decided) talkative.add(pod);
    const container = line.msg === event ? containerIn(line["fieldPath"]) : undefined;
    const shown = pointOfReason(line["reason"]);
    // The line is written by another goroutine than the one that made the event.
    if (container !== undefined && shown !== undefined) add(shown, pod, line.ts, { container, late: true });
  }
  for (const [pod, times] of withoutSandbox) {
    const [first, second] = times;
    if (first !== undefined && second !== undefined) add("pod-syncing", pod, first);
    const mounted = second ?? first;
    if (mounted === undefined) continue;
    // A pod without volumes waits for none: had it waited, this kubelet would have said so.
    if (talkative.has(pod)) add("cgroup-created", pod, mounted);
    add("volumes-mounted", pod, mounted);
  }
  return stamps.all();
}

/** A list of pods, as JSON has it or as text; older releases write [ns/a ns/b]. */
function podsIn(value: unknown, namespace: string): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : String(value).split(/[[\] ]+/);
  return list.flatMap((item) => nameIn(namespace, item) ?? []);
}
