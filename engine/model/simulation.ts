import type { DeploymentMethod, ModelledPodStart, NodeKind } from "../../experiments/index.ts";
import type { BucketName, PointId, StageId } from "../../knowledge/index.ts";
import type { Limits } from "./limits.ts";
import type { Program, ServiceTimes } from "./service-times.ts";
import type { TokenBucketUse } from "./stations/token-bucket.ts";

/** One trial to be simulated. */
export interface SimulationInput {
  readonly method: DeploymentMethod;
  /** Containers to be started, in all. */
  readonly instances: number;
  readonly podStart: ModelledPodStart;
  /** Kinds of the nodes, over which pods are spread evenly; absent or none = nodes without a kubelet. */
  readonly nodes?: readonly NodeKind[];
  readonly limits: Limits;
  readonly service: ServiceTimes;
  readonly seed: number;
}

/** The points whose times the simulation gives, in order. */
export const simulatedPoints = [
  "client-start",
  "job-read",
  "job-received",
  "job-stored",
  "job-enqueued",
  "job-unpacked",
  "pod-received",
  "pod-stored",
  "pod-queued",
  "pod-scheduling",
  "pod-binding",
  "binding-received",
  "binding-stored",
  "pod-delivered",
  "sandbox-ready",
  "container-running",
] as const satisfies readonly PointId[];

export type SimulatedPoint = (typeof simulatedPoints)[number];

/** Points that only nodes with a kubelet have, in order; they lie before "sandbox-ready". */
export const simulatedKubeletPoints = [
  "cgroup-created",
  "volumes-mounted",
  "sandbox-starting",
] as const satisfies readonly PointId[];

/** One container's way, seconds since the client started. */
export interface SimulatedContainer {
  readonly job: string;
  readonly pod: string;
  readonly container: string;
  readonly times: Readonly<Record<SimulatedPoint, number>>;
  /** Absent on nodes without a kubelet. */
  readonly onKubelet?: Readonly<Record<(typeof simulatedKubeletPoints)[number], number>>;
}

export interface SimulationOutput {
  /** In the order in which they ran. */
  readonly containers: readonly SimulatedContainer[];
  readonly deploymentSeconds: number;
  /** How the last container's time divides; the six add up to the deployment time. */
  readonly stages: Readonly<Record<StageId, number>>;
  readonly waits: Readonly<Record<BucketName, TokenBucketUse>>;
  readonly cpu: {
    /** Busy share of all cores until the last container ran, 0 to 1, with the background. */
    readonly utilisation: number;
    /** Core-seconds by program until then, without the background. */
    readonly work: Readonly<Record<Program, number>>;
  };
}
