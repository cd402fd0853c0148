import {
  limitsOf,
  priorServiceTimes,
  type ServiceTimes,
  type SimulationInput,
} from "../../engine/model/index.ts";
import type { NodeKind } from "../../experiments/index.ts";
import { verifiedKubernetes, type Setting } from "../../knowledge/index.ts";

/** A simulated workload with what may be changed: what searches are compared on. */
export interface Landscape {
  readonly name: string;
  readonly family: "paper" | "node" | "pull" | "API server" | "mixed" | "nothing helps" | "drawn";
  readonly input: SimulationInput;
  /** By name; each within the range that knowledge gives it. */
  readonly parameters: readonly string[];
}

export const controller = [
  "kube-controller-manager.kube-api-qps",
  "kube-controller-manager.kube-api-burst",
] as const;
export const jobSyncs = "kube-controller-manager.concurrent-job-syncs";
export const scheduler = [
  "kube-scheduler.clientConnection.qps",
  "kube-scheduler.clientConnection.burst",
] as const;
export const kubelet = ["kubelet.kubeAPIQPS", "kubelet.kubeAPIBurst"] as const;
export const token = "workload.automountServiceAccountToken";
export const pulls = [
  "kubelet.serializeImagePulls",
  "kubelet.maxParallelImagePulls",
  "kubelet.registryPullQPS",
  "kubelet.registryBurst",
] as const;
export const seats = [
  "kube-apiserver.max-requests-inflight",
  "kube-apiserver.max-mutating-requests-inflight",
] as const;

/** The parameters of the control plane that bound a Job. */
export const controlPlane = [...controller, jobSyncs, ...scheduler] as const;
/** Those of a cluster of nodes with kubelets. */
export const cluster = [...controlPlane, ...kubelet, token] as const;

/** The latest Kubernetes that was verified, with some settings over its defaults. */
export function limits(settings: Readonly<Record<string, Setting["value"]>> = {}): SimulationInput["limits"] {
  const changed = Object.entries(settings).map(([parameter, value]) => ({ parameter, value }));
  return limitsOf(changed, verifiedKubernetes.at(-1) ?? "");
}

/** So many nodes of one kind. */
export function nodes(count: number, kind: NodeKind): readonly NodeKind[] {
  return Array.from({ length: count }, () => kind);
}

/**
 * Machines: a control plane of so many cores, and nodes that share them, or have so many of their own.
 * @param nodeWork core-seconds of its node that a pod's start takes
 */
export function machines(cores: number, nodeWork: number, over: Partial<ServiceTimes> = {}): ServiceTimes {
  const prior = priorServiceTimes(cores);
  return { ...prior, workPerPod: { ...prior.workPerPod, node: nodeWork }, workError: 0.1, ...over };
}

/** One Job of so many pods that start within a second of their delivery. */
export function job(
  instances: number,
  rest: Pick<SimulationInput, "service"> & Partial<SimulationInput>,
): SimulationInput {
  return {
    method: "pod",
    instances,
    podStart: { minMs: 400, maxMs: 800 },
    limits: limits(),
    seed: 1,
    ...rest,
  };
}
