import type { DeploymentMethod, WorkloadKind } from "../../experiments/index.ts";
import { limitOf, type Limits } from "./limits.ts";

/** Owners, pods of each and containers per pod that a method makes of the instances, and the client's calls. */
export interface Shape {
  readonly jobs: number;
  readonly podsPerJob: number;
  readonly containersPerPod: number;
  readonly calls: number;
}

/** Pods of one owner that its controller creates before it looks again; Infinity = all. */
export function podsPerSync(kind: WorkloadKind = "job", limits: Limits): number {
  const most = {
    job: "MaxPodCreateDeletePerSync",
    deployment: "ReplicaSetBurstReplicas",
    daemonset: "DaemonSetBurstReplicas",
  };
  return kind === "statefulset" ? Infinity : limitOf(limits, `kube-controller-manager.${most[kind]}`);
}

/** How a deployment method cuts the instances. */
export function shapeOf(method: DeploymentMethod, instances: number): Shape {
  switch (method) {
    case "pod":
      return { jobs: 1, podsPerJob: instances, containersPerPod: 1, calls: 1 };
    case "container":
      return { jobs: 1, podsPerJob: 1, containersPerPod: instances, calls: 1 };
    case "file":
      return { jobs: instances, podsPerJob: 1, containersPerPod: 1, calls: 1 };
    case "call":
      return { jobs: instances, podsPerJob: 1, containersPerPod: 1, calls: instances };
  }
}
