import type { OwnKnowledge, Setting } from "../knowledge/index.ts";
import type { PlannedContinuum } from "./planned-continuum.ts";
import type { PlannedWorkload } from "./planned-workload.ts";

export type { Phase, PlannedContinuum, PlannedLink, PlannedTier } from "./planned-continuum.ts";
export * from "./planned-workload.ts";

/**
 * Who plays a node: "kwok" has no kubelet, what happens on it is modelled; "hollow" is Kubernetes' own kubelet code
 * over a runtime that starts nothing; "real" is a kubelet with containerd on this machine; "virtual" is one in a virtual
 * machine of its own; "existing" is a node of a cluster that Columbo did not make.
 */
export type NodeKind = "kwok" | "hollow" | "real" | "virtual" | "existing";

/** A machine of the cluster. */
export interface PlannedNode {
  readonly name: string;
  readonly kind: NodeKind;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly maxPods: number;
}

/** The modelled time from a pod's delivery to its node until its container runs, on kwok nodes. */
export interface ModelledPodStart {
  readonly minMs: number;
  readonly maxMs: number;
}

/** What Columbo may do and how long, from `[columbo]`. */
export interface TuningLimits {
  readonly goal: "deployment_time";
  /** Trials before and after a change. */
  readonly repeats: number;
  /** Trials after a change, at most, where the first do not decide; absent = twice `repeats`. */
  readonly maxRepeats?: number;
  /** Pods of the warm-up's ramp, after its single pod; 0 = only the single pod. */
  readonly warmup: number;
  readonly maxIterations: number;
  /** Seconds; undefined = no limit. */
  readonly timeBudget?: number;
  /**
   * Globs over parameter names; a parameter may be changed if it matches `allow` and not `deny`. With provider existing
   * `allow` holds full names of workload parameters only, and none unless the experiment names them.
   */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /** Folders with rule files of the user's own, absolute. */
  readonly rules: readonly string[];
  readonly seed: number;
  /** Seconds; a final median above it makes the command exit with 1. */
  readonly threshold?: number;
}

/** The registry, on 127.0.0.1 or simulated, that real nodes pull from when images are not cached on them. */
export interface PlannedRegistry {
  /** Megabytes a second, all pulls together; undefined = as fast as it goes. */
  readonly rateMBps?: number;
  /** The same of each pull alone. */
  readonly pullRateMBps?: number;
  /** Random bytes added to the application's image, so that a pull has something to do. */
  readonly imageMB: number;
  /** Different images, which containers take in turn; absent = 1. */
  readonly images?: number;
}

/** A simulated cluster: what its machines and its work are like. */
export interface PlannedSimulation {
  /** Cores of the control plane's machine; absent = those of the machine that was calibrated on. */
  readonly controlCores?: number;
  /** Cores of each node's own machine; absent = nodes run on the control plane's. */
  readonly nodeCores?: number;
  /** Round trips to the API server beyond what the calibrated times contain, milliseconds. */
  readonly roundTripMs: { readonly client: number; readonly node: number };
  /** What admission webhooks add to the creation of a pod, milliseconds. */
  readonly webhookMs: number;
  /** Core-seconds that a pod's start takes on a node with a kubelet; absent = as calibrated. */
  readonly nodeWork?: number;
  /** Relative standard error of the work per pod, drawn once per run. */
  readonly workError: number;
  /** Different images, which containers take in turn. */
  readonly images: number;
  /** Megabytes a second that one node receives at most; absent = no limit. */
  readonly nodeRateMBps?: number;
  /** The run folder whose calibration holds, absolute; absent = the priors. */
  readonly calibration?: string;
}

/** A cluster that is there already. */
export interface PlannedExisting {
  /** Path of the kubeconfig; undefined = as kubectl finds it. */
  readonly kubeconfig?: string;
  readonly context?: string;
  /** Where the workload runs; undefined = a namespace of Columbo's own, made and removed. */
  readonly namespace?: string;
}

/** How much is observed: the client's clock alone, what costs next to nothing, or everything. */
export type ObservationLevel = "clock" | "default" | "all";

/** Everything that one command is going to do, with all defaults filled in. JSON-serialisable. */
export interface Plan {
  /** The .cfg file's name without its ending. */
  readonly experiment: string;
  readonly file: string;
  /** SHA-256 over everything that a measurement depends on; records of other plans are never mixed with it. */
  readonly hash: string;
  readonly provider: "local" | "qemu" | "existing" | "simulated";
  /** For example v1.34.4. */
  readonly kubernetes: string;
  /** Empty with provider existing: which nodes there are is known when the cluster is reached. */
  readonly nodes: readonly PlannedNode[];
  readonly podStart: ModelledPodStart;
  /** The API server's port; 0 = any free one. */
  readonly apiServerPort: number;
  readonly workload: PlannedWorkload;
  /** Absent = "default". */
  readonly observe?: ObservationLevel;
  /** Set when real nodes pull images. */
  readonly registry?: PlannedRegistry;
  /** Set with provider simulated. */
  readonly simulated?: PlannedSimulation;
  /** Set with provider existing. */
  readonly existing?: PlannedExisting;
  /** Set with provider qemu. */
  readonly continuum?: PlannedContinuum;
  /**
   * The starting configuration: what the experiment sets away from the defaults. With provider existing the components'
   * values are not set: the experiment says that the cluster has them.
   */
  readonly settings: readonly Setting[];
  /**
   * Parameters that the user described, with their mechanisms; absent without any. Only a simulated cluster can be
   * set to other values of them: of another one `settings` says what it has.
   */
  readonly own?: OwnKnowledge;
  readonly tuning: TuningLimits;
}
