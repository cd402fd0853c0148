import type { PodFragment } from "./workloads/pod-fragment.ts";

/** How the instances of a workload are cut into Jobs, pods, containers and client calls. */
export type DeploymentMethod = "pod" | "container" | "file" | "call";

/** The kind of object that owns the pods. */
export type WorkloadKind = "job" | "deployment" | "statefulset" | "daemonset";

/** What a trial deploys. */
export interface PlannedWorkload {
  readonly application: "empty";
  /** Absent = "job"; the others only with provider simulated. */
  readonly kind?: WorkloadKind;
  readonly method: DeploymentMethod;
  /** Containers to be started, in all. */
  readonly instances: number;
  /** Requests of each container; 0 = none. */
  readonly cpuCores: number;
  readonly memoryGB: number;
  readonly sleepSeconds: number;
  readonly client: "kubectl" | "api";
  /** Limits of each container; unset = none, as Continuum's. */
  readonly cpuLimitCores?: number;
  readonly memoryLimitGB?: number;
  /** The image is on every worker before the trial (`cache_worker`) and is never pulled. */
  readonly cacheWorker?: boolean;
  /** Another image than Columbo's own, for a cluster that Columbo did not make, with what it runs in it. */
  readonly image?: { readonly reference: string; readonly command: readonly string[] };
  /** What the user's own YAML file puts over Columbo's pod. */
  readonly pod?: PodFragment;
  /** Processor time that the application uses before its first output, seconds; absent = none. */
  readonly startCpuSeconds?: number;
  /** Million bytes that it fills before; absent = none. */
  readonly startMemoryMB?: number;
}
