import { hasKubelet, type NodeKind } from "../../experiments/index.ts";
import { priorServiceTimes } from "./priors.ts";
import type { SimulationInput } from "./simulation.ts";

/** Whether any node has a kubelet; without nodes all are taken for kwok's. */
export function anyKubelet({ nodes = [] }: { readonly nodes?: readonly NodeKind[] | undefined }): boolean {
  return nodes.some(hasKubelet);
}

/**
 * Core-seconds of this machine that a pod takes on a node with a kubelet. `workPerPod.node` is the mean over all pods,
 * which are spread evenly over all nodes; kwok's own part of it is small. What a node elsewhere does is no work here.
 */
export function kubeletWork({ nodes = [], service }: Pick<SimulationInput, "nodes" | "service">): number {
  const here = nodes.filter((kind) => kind === "real" || kind === "hollow").length;
  if (here === 0) return 0;
  const share = here / nodes.length;
  const ofKwok = kwokWork({ nodes, service }) * (1 - share);
  return Math.max(0, service.workPerPod.node - ofKwok) / share;
}

/** Core-seconds that a pod takes on a node without a kubelet. */
export function kwokWork({ nodes = [], service }: Pick<SimulationInput, "nodes" | "service">): number {
  const own = service.workPerPod.node;
  return anyKubelet({ nodes }) ? Math.min(own, priorServiceTimes(service.cores).workPerPod.node) : own;
}
