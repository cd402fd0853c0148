import type { DeploymentMethod, ModelledPodStart, NodeKind, WorkloadKind } from "../../experiments/index.ts";
import type { BucketName, PathExtension, PointId, StageId } from "../../knowledge/index.ts";
import type { Limits } from "./limits.ts";
import type { Program, ServiceTimes } from "./service-times.ts";
import type { TokenBucketUse } from "./stations/token-bucket.ts";

/** Images that nodes pull before containers start. */
export interface SimulatedImages {
  /** Bytes of each image. */
  readonly bytes: number;
  /** Different images; containers take them in turn. */
  readonly images: number;
  /** Bytes per second that the registry serves, all pulls together; Infinity = no limit. */
  readonly registryRate: number;
  /** Bytes per second that one node receives at most. */
  readonly nodeRate: number;
  /** Bytes per second that the registry sends of one image; absent = as fast as it goes. */
  readonly pullRate?: number;
  /** Seconds of a round trip to the registry: a pull of an image that is there already takes one as well. */
  readonly roundTrip: number;
}

/** One trial to be simulated. */
export interface SimulationInput {
  /** The controller that owns the pods; absent = "job". */
  readonly kind?: WorkloadKind;
  readonly method: DeploymentMethod;
  /** Containers to be started, in all. */
  readonly instances: number;
  readonly podStart: ModelledPodStart;
  /** Kinds of the nodes, over which pods are spread evenly; absent or none = nodes without a kubelet. */
  readonly nodes?: readonly NodeKind[];
  readonly limits: Limits;
  readonly service: ServiceTimes;
  /** Absent = every image is on every node, and nothing is pulled. */
  readonly images?: SimulatedImages;
  /** Programs that watch all pods beside those that watched them when the API server's work was measured; absent = 0. */
  readonly watchers?: number;
  /**
   * Seats of a priority level that the workload's controllers have for themselves, where a FlowSchema gives them one; it
   * neither lends nor borrows. Absent = they are in workload-high.
   */
  readonly controllerSeats?: number;
  /** Mechanisms of the user's own on the way of every pod. */
  readonly extensions?: readonly PathExtension[];
  readonly seed: number;
  /** Whether `trace` of the output is wanted; it costs time. */
  readonly traced?: true;
}

/** A token that a client waited for, seconds since the client started. */
export interface SimulatedWait {
  /** For example "job-controller", "scheduler", "kubelet", or an extension's name. */
  readonly bucket: string;
  /** Index of the node whose client it was. */
  readonly node?: number;
  readonly operation: string;
  /** Name of the object that the request was about. */
  readonly object: string;
  readonly sentAt: number;
  readonly waited: number;
}

/** One request to the API server, seconds since the client started. */
export interface SimulatedRequest {
  /** For example "pod-create". */
  readonly operation: string;
  readonly object: string;
  readonly receivedAt: number;
  /** From its receipt to the complete response. */
  readonly seconds: number;
  /** Of these, in a queue of priority-and-fairness. */
  readonly queued: number;
}

/** What observers would have seen of a simulated trial beside the points. */
export interface SimulationTrace {
  /** In the order of `sentAt`; those that did not wait are left out. */
  readonly waits: readonly SimulatedWait[];
  readonly requests: readonly SimulatedRequest[];
  /** Core-seconds by program from the start until `at`, every quarter of a second and at the end. */
  readonly cpu: readonly { readonly at: number; readonly work: Readonly<Record<Program, number>> }[];
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

/** A pull that a container's start waited for, seconds since the client started. */
export interface SimulatedPull {
  /** Index of the image among the different ones. */
  readonly image: number;
  readonly wanted: number;
  /** When it had its turn, and the kubelet's limit let it begin; absent where a later try found the image there. */
  readonly begun?: number;
  readonly done: number;
  /** When that limit refused it first; absent = never. */
  readonly refused?: number;
}

/** One container's way, seconds since the client started. */
export interface SimulatedContainer {
  readonly job: string;
  readonly pod: string;
  readonly container: string;
  readonly times: Readonly<Record<SimulatedPoint, number>>;
  /** Absent on nodes without a kubelet. */
  readonly onKubelet?: Readonly<Record<(typeof simulatedKubeletPoints)[number], number>>;
  /** Absent where its image was on the node. */
  readonly pull?: SimulatedPull;
}

export interface SimulationOutput {
  /** In the order in which they ran. */
  readonly containers: readonly SimulatedContainer[];
  readonly deploymentSeconds: number;
  /** Pods that stay Pending since no node has room for them (`kubelet.maxPods`); absent = none. */
  readonly unplaced?: number;
  /** How the last container's time divides; the six add up to the deployment time. */
  readonly stages: Readonly<Record<StageId, number>>;
  /** By bucket; those of all nodes together. */
  readonly waits: Readonly<Record<BucketName, TokenBucketUse> & Record<string, TokenBucketUse>>;
  readonly cpu: {
    /** Busy share of all cores until the last container ran, 0 to 1, with the background. */
    readonly utilisation: number;
    /** Core-seconds by program until then, without the background. */
    readonly work: Readonly<Record<Program, number>>;
  };
  /** Absent unless the input asks for it. */
  readonly trace?: SimulationTrace;
}
