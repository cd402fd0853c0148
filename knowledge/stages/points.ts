/** A moment on a container's way through the pipeline, in the order in which they happen. */
export type PointId =
  | "client-start"
  | "job-read"
  | "job-received"
  | "job-stored"
  | "job-enqueued"
  | "job-unpacked"
  | "pod-received"
  | "pod-stored"
  | "pod-queued"
  | "pod-scheduling"
  | "pod-binding"
  | "binding-received"
  | "binding-stored"
  | "pod-delivered"
  | "sandbox-ready"
  | "container-running";

/** What a point belongs to: everything of one Job shares its job points, every pod has its own pod points. */
export type PointScope = "client" | "job" | "pod" | "container";

export interface Point {
  readonly id: PointId;
  readonly scope: PointScope;
  /** What happened at that moment, as a phrase for reports. */
  readonly meaning: string;
  /** The signal of an unmodified Kubernetes that shows it. */
  readonly signal: string;
}

/** All points in causal order: a timeline whose points are not in this order is refused. */
export const points: readonly Point[] = [
  {
    id: "client-start",
    scope: "client",
    meaning: "the client starts",
    signal: "Columbo's clock before it starts the client",
  },
  {
    id: "job-read",
    scope: "job",
    meaning: "the client asks whether the Job exists",
    signal: "audit log, get jobs, requestReceivedTimestamp",
  },
  {
    id: "job-received",
    scope: "job",
    meaning: "the API server receives the Job",
    signal: "audit log, create jobs, requestReceivedTimestamp",
  },
  {
    id: "job-stored",
    scope: "job",
    meaning: "the Job is in etcd",
    signal: "audit log, create jobs, stageTimestamp, or its delivery where that is seen first",
  },
  {
    id: "job-enqueued",
    scope: "job",
    meaning: "the job controller receives the Job",
    signal: 'kube-controller-manager log V(2) "enqueueing job"',
  },
  {
    id: "job-unpacked",
    scope: "job",
    meaning: "the job controller begins to create the Job's pods",
    signal: 'kube-controller-manager log V(4) "Too few pods running"',
  },
  {
    id: "pod-received",
    scope: "pod",
    meaning: "the API server receives the pod",
    signal: "audit log, create pods at RequestResponse, requestReceivedTimestamp",
  },
  {
    id: "pod-stored",
    scope: "pod",
    meaning: "the pod is in etcd",
    signal: "audit log, create pods, stageTimestamp, or its delivery where that is seen first",
  },
  {
    id: "pod-queued",
    scope: "pod",
    meaning: "the pod is in the scheduler's queue",
    signal: 'kube-scheduler log V(3) "Add event for unscheduled pod"',
  },
  {
    id: "pod-scheduling",
    scope: "pod",
    meaning: "the scheduler takes the pod",
    signal: 'kube-scheduler log V(3) "Attempting to schedule pod"',
  },
  {
    id: "pod-binding",
    scope: "pod",
    meaning: "the scheduler has chosen a node",
    signal: 'kube-scheduler log V(3) "Attempting to bind pod to node"',
  },
  {
    id: "binding-received",
    scope: "pod",
    meaning: "the API server receives the binding",
    signal: "audit log, create pods/binding, requestReceivedTimestamp",
  },
  {
    id: "binding-stored",
    scope: "pod",
    meaning: "the binding is in etcd",
    signal: "audit log, create pods/binding, stageTimestamp, or its delivery where that is seen first",
  },
  {
    id: "pod-delivered",
    scope: "pod",
    meaning: "the node receives the bound pod",
    signal: "pod watch, first version with a node name, receive time",
  },
  {
    id: "sandbox-ready",
    scope: "pod",
    meaning: "the pod's sandbox is ready",
    signal: "modelled on kwok nodes",
  },
  {
    id: "container-running",
    scope: "container",
    meaning: "the container runs",
    signal: "pod watch, first version whose container status is running, receive time",
  },
];

const order = new Map(points.map((point, index) => [point.id, index]));

/** Compares two points by their place in the pipeline; negative when `a` comes first. */
export function comparePoints(a: PointId, b: PointId): number {
  return (order.get(a) ?? 0) - (order.get(b) ?? 0);
}
