import { hasKubelet, type NodeKind } from "../../experiments/index.ts";
import { priorServiceTimes } from "./priors.ts";
import type { SimulationInput } from "./simulation.ts";

/** Whether any node has a kubelet; without nodes all are taken for kwok's. */
export function anyKubelet({ nodes = [] }: { readonly nodes?: readonly NodeKind[] | undefined }): boolean {
  return nodes.some(hasKubelet);
}

/**
 * Core-seconds that a pod takes on a node with a kubelet. `workPerPod.node` is the mean over all pods, which are spread
 * evenly over all nodes; kwok's own part of it is small. What a node elsewhere does is no work here, but its own where
 * nodes have cores of their own.
 */
export function kubeletWork({ nodes = [], service }: Pick<SimulationInput, "nodes" | "service">): number {
  const works = service.nodeCores === undefined ? isHere : hasKubelet;
  const here = nodes.filter(works).length;
  if (here === 0) return 0;
  const share = here / nodes.length;
  const ofKwok = kwokWork({ nodes, service }) * (1 - share);
  return Math.max(0, service.workPerPod.node - ofKwok) / share;
}

function isHere(kind: NodeKind): boolean {
  return kind === "real" || kind === "hollow";
}

/** Core-seconds that a pod takes on a node without a kubelet. */
export function kwokWork({ nodes = [], service }: Pick<SimulationInput, "nodes" | "service">): number {
  const own = service.workPerPod.node;
  return anyKubelet({ nodes }) ? Math.min(own, priorServiceTimes(service.cores).workPerPod.node) : own;
}
