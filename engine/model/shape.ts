import type { SimulationInput } from "./simulation.ts";

/** Owners of pods, pods of each and containers per pod that a method makes of the instances, and the client's calls. */
export interface Shape {
  readonly jobs: number;
  readonly podsPerJob: number;
  readonly containersPerPod: number;
  readonly calls: number;
}

/** How a deployment method cuts the instances. A DaemonSet has a pod on each node, however many were asked for. */
export function shapeOf({
  kind,
  method,
  instances,
  nodes = [],
}: Pick<SimulationInput, "kind" | "method" | "instances" | "nodes">): Shape {
  if (kind === "daemonset")
    return { jobs: 1, podsPerJob: Math.max(1, nodes.length), containersPerPod: 1, calls: 1 };
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
