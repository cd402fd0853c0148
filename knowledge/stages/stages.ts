/** The points at which stages meet. */
export type StageBoundary =
  | "client-start"
  | "job-enqueued"
  | "job-unpacked"
  | "pod-scheduling"
  | "pod-delivered"
  | "sandbox-ready"
  | "container-running";

export type StageId = "S1" | "S2" | "S3" | "S4" | "S5" | "S6";

/** One of the six stages of the deployment pipeline; it lasts from the point `from` to the point `to`. */
export interface Stage {
  readonly id: StageId;
  readonly short: string;
  readonly name: string;
  /** Who does the work of this stage. */
  readonly component: string;
  readonly from: StageBoundary;
  readonly to: StageBoundary;
}

/**
 * The six stages of the paper (doi 10.1145/3676151.3719374, figure 4). The paper's own figures put the
 * boundary between S2 and S3 in two places; here S2 ends when the controller begins to create pods of the
 * workload, so that waiting for its client's token bucket and for slow-start batches is charged to S3.
 */
export const stages: readonly Stage[] = [
  {
    id: "S1",
    short: "CWO",
    name: "create workload object",
    component: "client, kube-apiserver",
    from: "client-start",
    to: "job-enqueued",
  },
  {
    id: "S2",
    short: "UWO",
    name: "unpack workload object",
    component: "kube-controller-manager",
    from: "job-enqueued",
    to: "job-unpacked",
  },
  {
    id: "S3",
    short: "CPO",
    name: "create pod object",
    component: "kube-controller-manager, kube-apiserver",
    from: "job-unpacked",
    to: "pod-scheduling",
  },
  {
    id: "S4",
    short: "SP",
    name: "schedule pod",
    component: "kube-scheduler",
    from: "pod-scheduling",
    to: "pod-delivered",
  },
  {
    id: "S5",
    short: "CP",
    name: "create pod",
    component: "kubelet",
    from: "pod-delivered",
    to: "sandbox-ready",
  },
  {
    id: "S6",
    short: "CC",
    name: "create container",
    component: "kubelet",
    from: "sandbox-ready",
    to: "container-running",
  },
];

/** The stage with this id. */
export function stageOf(id: StageId): Stage {
  const stage = stages.find((candidate) => candidate.id === id);
  if (stage === undefined) throw new TypeError(`no stage ${id}`);
  return stage;
}
