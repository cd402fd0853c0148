import { comparePoints, points, type PointId } from "./points.ts";
import { stages, type StageId } from "./stages.ts";

/** The way between two neighbouring points; stages are made of steps without a gap. */
export interface Step {
  readonly number: number;
  readonly stage: StageId;
  readonly from: PointId;
  readonly to: PointId;
  readonly name: string;
}

/** What happens on the way to each point; the first point has no way to it. */
const names: Readonly<Record<Exclude<PointId, "client-start">, string>> = {
  "job-read": "client starts, maps the kind, asks for the Job",
  "job-received": "client validates and sends the Job",
  "job-stored": "API server admits and stores the Job",
  "job-enqueued": "watch delivers the Job to the job controller",
  "job-unpacked": "job queue, sync until creation begins",
  "pod-received": "slow-start batches and client token bucket of the job controller",
  "pod-stored": "API server admits and stores the pod",
  "pod-queued": "watch delivers the pod to the scheduler",
  "pod-scheduling": "wait in the scheduler's queue",
  "pod-binding": "filter, score, reserve, permit",
  "binding-received": "client token bucket of the scheduler",
  "binding-stored": "API server stores the binding",
  "pod-delivered": "watch delivers the pod to the node",
  "sandbox-ready": "admission, cgroups, volumes, sandbox",
  "container-running": "image, create, start, status",
};

/** All steps in order, made from the points so that no two tables can disagree. */
export const steps: readonly Step[] = points.slice(1).map((point, index) => {
  const from = points[index];
  const stage = stages.find((candidate) => comparePoints(point.id, candidate.to) <= 0);
  if (from === undefined || stage === undefined || point.id === "client-start")
    throw new TypeError(`no step leads to ${point.id}`);
  return { number: index + 1, stage: stage.id, from: from.id, to: point.id, name: names[point.id] };
});
