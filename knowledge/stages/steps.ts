import type { PointId } from "./point.ts";
import { comparePoints, points } from "./points.ts";
import { stages, type StageId } from "./stages.ts";

/** The way between two neighbouring points; stages are made of steps without a gap. */
export interface Step {
  readonly number: number;
  /** Undefined for what comes after the six stages. */
  readonly stage: StageId | undefined;
  readonly from: PointId;
  readonly to: PointId;
  readonly name: string;
}

/** What happens on the way to each point; the first point has no way to it. */
const names: Readonly<Record<Exclude<PointId, "client-start">, string>> = {
  "job-read": "client starts, maps the kind",
  "job-sent": "client asks for the Job, prepares it",
  "job-received": "client sends the Job",
  "job-admission": "authentication, priority-and-fairness, authorization of the Job",
  "job-persisting": "decoding, admission, validation of the Job",
  "job-stored": "etcd stores the Job",
  "job-enqueued": "watch delivers the Job to the job controller",
  "job-syncing": "job queue of the job controller",
  "job-unpacked": "sync until creation begins",
  "pod-turn": "slow-start batches before the pod's",
  "pod-received": "client token bucket of the job controller, request",
  "pod-admission": "authentication, priority-and-fairness, authorization of the pod",
  "pod-persisting": "admission of the pod",
  "pod-stored": "etcd stores the pod",
  "pod-queued": "watch delivers the pod to the scheduler",
  "pod-scheduling": "wait in the scheduler's queue",
  "pod-binding": "filter, score, reserve, permit",
  "binding-received": "client token bucket of the scheduler, request",
  "binding-stored": "API server stores the binding",
  "pod-delivered": "watch delivers the pod to the node",
  "pod-syncing": "kubelet admits the pod, starts its worker",
  "cgroup-created": "first status, QoS cgroups, pod cgroup, folders",
  "volumes-mounted": "volumes are mounted",
  "sandbox-starting": "kubelet decides what to start",
  "sandbox-ready": "sandbox: shim, network namespace, CNI, pause",
  "image-ready": "image is looked up or pulled",
  "container-created": "container is created",
  "container-started": "container is started",
  "container-running": "application starts",
  "running-reported": "PLEG, status into the API, watch",
  "container-ready": "readiness probe, status into the API, watch",
};

/** All steps in order, made from the points so that no two tables can disagree. */
export const steps: readonly Step[] = points.slice(1).map((point, index) => {
  const from = points[index];
  if (from === undefined || point.id === "client-start") throw new TypeError(`no step leads to ${point.id}`);
  const stage = stages.find((candidate) => comparePoints(point.id, candidate.to) <= 0);
  return { number: index + 1, stage: stage?.id, from: from.id, to: point.id, name: names[point.id] };
});
