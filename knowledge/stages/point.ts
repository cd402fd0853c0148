/** A moment on a container's way through the pipeline, in the order in which they happen. */
export type PointId =
  | "client-start"
  | "job-read"
  | "job-sent"
  | "job-received"
  | "job-admission"
  | "job-persisting"
  | "job-stored"
  | "job-enqueued"
  | "job-syncing"
  | "job-unpacked"
  | "pod-turn"
  | "pod-received"
  | "pod-admission"
  | "pod-persisting"
  | "pod-stored"
  | "pod-queued"
  | "pod-scheduling"
  | "pod-binding"
  | "binding-received"
  | "binding-stored"
  | "pod-delivered"
  | "pod-syncing"
  | "cgroup-created"
  | "volumes-mounted"
  | "sandbox-starting"
  | "sandbox-ready"
  | "image-ready"
  | "container-created"
  | "container-started"
  | "container-running"
  | "running-reported"
  | "container-ready";

/** What a point belongs to: everything of one Job shares its job points, every pod has its own pod points. */
export type PointScope = "client" | "job" | "pod" | "container";

export interface Point {
  readonly id: PointId;
  readonly scope: PointScope;
  /** What happened at that moment, as a phrase for reports. */
  readonly meaning: string;
  /** The signal of an unmodified Kubernetes that shows it, the best one first. */
  readonly signal: string;
  /**
   * When there is no such moment, or nothing shows it, without anything being amiss: "some-clients" do not ask
   * first; "kubelet" points exist only on nodes with a kubelet; "traces" are shown only by OpenTelemetry spans;
   * "probed" containers have a readiness probe.
   */
  readonly only?: "some-clients" | "kubelet" | "traces" | "probed";
}
