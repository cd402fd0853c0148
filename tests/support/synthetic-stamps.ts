/** Stamps of pods on real nodes, as the observers of a whole cluster bring them. No number in them was measured. */
import { points, type PointId } from "../../knowledge/index.ts";
import type { SeenPod } from "../../engine/observe/index.ts";
import type { SeenTrial, Stamp } from "../../engine/timeline/index.ts";

export const start = 1_764_000_000_000;

/** The source that is believed most, of every point. */
const sources: Readonly<Record<PointId, string>> = {
  "client-start": "Columbo's clock",
  "job-read": "audit log",
  "job-sent": "client",
  "job-received": "audit log",
  "job-admission": "kube-apiserver traces",
  "job-persisting": "kube-apiserver traces",
  "job-stored": "audit log",
  "job-enqueued": "kube-controller-manager log",
  "job-syncing": "kube-controller-manager log",
  "job-unpacked": "kube-controller-manager log",
  "pod-turn": "audit log",
  "pod-received": "audit log",
  "pod-admission": "kube-apiserver traces",
  "pod-persisting": "kube-apiserver traces",
  "pod-stored": "audit log",
  "pod-queued": "kube-scheduler log",
  "pod-scheduling": "kube-scheduler log",
  "pod-binding": "kube-scheduler log",
  "binding-received": "audit log",
  "binding-stored": "audit log",
  "pod-delivered": "kubelet log",
  "pod-syncing": "kubelet log",
  "cgroup-created": "kubelet log",
  "volumes-mounted": "kubelet log",
  "sandbox-starting": "kubelet log",
  "sandbox-ready": "containerd log",
  "image-ready": "event names",
  "container-created": "event names",
  "container-started": "event names",
  "container-running": "container log",
  "running-reported": "pod watch",
  "container-ready": "pod watch",
};

/** Milliseconds after the client's start at which a pod passes each point until its node has it. */
export const pathToNode: Readonly<Partial<Record<PointId, number>>> = {
  "job-read": 90,
  "job-sent": 95,
  "job-received": 100,
  "job-stored": 104,
  "job-enqueued": 105,
  "job-syncing": 105.5,
  "job-unpacked": 106,
  "pod-turn": 106,
  "pod-received": 110,
  "pod-stored": 116,
  "pod-queued": 117,
  "pod-scheduling": 118,
  "pod-binding": 119,
  "binding-received": 120,
  "binding-stored": 124,
  "pod-delivered": 126,
};

/** Milliseconds after the client's start at which a pod with a volume passes each point; a 300 ms volume poll in it. */
export const realPath: Readonly<Partial<Record<PointId, number>>> = {
  ...pathToNode,
  "pod-syncing": 129,
  "cgroup-created": 132,
  "volumes-mounted": 432,
  "sandbox-starting": 433,
  "sandbox-ready": 533,
  "image-ready": 540,
  "container-created": 560,
  "container-started": 600,
  "container-running": 605,
  "running-reported": 1100,
};

export type Times = Readonly<Partial<Record<PointId, number | undefined>>>;

/** The stamps of one pod with these times. */
export function stampsOf(pod: SeenPod, times: Times, change: Partial<Stamp> = {}): Stamp[] {
  return points.slice(1).flatMap(({ id, scope }): Stamp[] => {
    const ms = times[id];
    if (ms === undefined) return [];
    const object = scope === "job" ? { job: pod.job } : { pod: pod.name };
    const container = scope === "container" ? { container: pod.containers[0] ?? "" } : {};
    const stamp = {
      point: id,
      ...object,
      ...container,
      at: start + ms,
      source: sources[id],
      precision: 0.01,
    };
    return [{ ...stamp, ...change }];
  });
}

export const realPod: SeenPod = { name: "app-x", job: "app", node: "real-1", containers: ["c"] };

/** A trial of these pods on a cluster with nodes of every kind. */
export function seenTrial(
  stamps: readonly Stamp[],
  pods: readonly SeenPod[] = [realPod],
  change: Partial<SeenTrial> = {},
): SeenTrial {
  return {
    startedAt: start,
    stamps,
    pods,
    kinds: new Map([
      ["real-1", "real"],
      ["hollow-1", "hollow"],
      ["kwok-1", "kwok"],
    ]),
    podStart: { minMs: 400, maxMs: 600 },
    level: "default",
    ...change,
  };
}
