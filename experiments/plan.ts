import type { Setting } from "../knowledge/index.ts";

/** How the instances of a workload are cut into Jobs, pods, containers and client calls. */
export type DeploymentMethod = "pod" | "container" | "file" | "call";

/** A machine of the cluster. A kwok node has no kubelet: what happens on it is modelled. */
export interface PlannedNode {
  readonly name: string;
  readonly kind: "kwok";
  readonly cores: number;
  readonly memoryGiB: number;
  readonly maxPods: number;
}

/** The modelled time from a pod's delivery to its node until its container runs, on kwok nodes. */
export interface ModelledPodStart {
  readonly minMs: number;
  readonly maxMs: number;
}

export interface PlannedWorkload {
  readonly application: "empty";
  readonly method: DeploymentMethod;
  /** Containers to be started, in all. */
  readonly instances: number;
  readonly cpuCores: number;
  readonly memoryGB: number;
  readonly sleepSeconds: number;
  readonly client: "kubectl" | "api";
  /** The image is on every worker before the trial (`cache_worker`) and is never pulled. */
  readonly cacheWorker?: boolean;
}

/** What Columbo may do and how long, from `[columbo]`. */
export interface TuningLimits {
  readonly goal: "deployment_time";
  /** Trials before and after a change. */
  readonly repeats: number;
  /** Pods of the warm-up's ramp, after its single pod; 0 = only the single pod. */
  readonly warmup: number;
  readonly maxIterations: number;
  /** Seconds; undefined = no limit. */
  readonly timeBudget?: number;
  /** Globs over parameter names; a parameter may be changed if it matches `allow` and not `deny`. */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /** Folders with rule files of the user's own, absolute. */
  readonly rules: readonly string[];
  readonly seed: number;
  /** Seconds; a final median above it makes the command exit with 1. */
  readonly threshold?: number;
}

/** Everything that one command is going to do, with all defaults filled in. JSON-serialisable. */
export interface Plan {
  /** The .cfg file's name without its ending. */
  readonly experiment: string;
  readonly file: string;
  /** SHA-256 over everything that a measurement depends on; records of other plans are never mixed with it. */
  readonly hash: string;
  readonly provider: "local";
  /** For example v1.34.4. */
  readonly kubernetes: string;
  readonly nodes: readonly PlannedNode[];
  readonly podStart: ModelledPodStart;
  /** The API server's port; 0 = any free one. */
  readonly apiServerPort: number;
  readonly workload: PlannedWorkload;
  /** The starting configuration: what the experiment sets away from the defaults. */
  readonly settings: readonly Setting[];
  readonly tuning: TuningLimits;
}
