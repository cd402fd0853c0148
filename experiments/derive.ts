import { modeOf, nodesOf, numberOf, type Known, type Tier } from "./options/known.ts";

/** What follows from the options, as Continuum derives it. */
export interface Derived {
  /** The tier of the workers. */
  readonly mode: Tier;
  readonly controlNodes: number;
  readonly workers: number;
  /** Instances of the application, in all. */
  readonly instances: number;
  /** 0 without workers: then every endpoint works alone. */
  readonly endpointsPerWorker: number;
}

/** Resource managers that take one cloud node as their control node. */
const withControlNode = ["kubernetes", "kubecontrol", "kube_kata", "kubeedge"];

/** Mode, node counts and instances, as Continuum derives them; undefined when a node count is faulty. */
export function derive(known: Known): Derived | undefined {
  const nodes = nodesOf(known);
  if (nodes === undefined) return undefined;
  const mode = modeOf(nodes);
  const controlNodes = nodes.cloud > 0 && hasControlNode(known) ? 1 : 0;
  const workers = nodes.cloud + nodes.edge - controlNodes;
  const each = numberOf(known, "applications_per_worker") ?? 0;
  return {
    mode,
    controlNodes,
    workers,
    instances: numberOf(known, "instances") ?? workers * each,
    endpointsPerWorker: workers > 0 ? Math.floor(nodes.endpoint / workers) : 0,
  };
}

function hasControlNode(known: Known): boolean {
  const manager = known.get("resource_manager");
  const provider = known.get("provider");
  // The cloud providers label their first node so, whatever is installed on it.
  if (provider === "gcp" || provider === "aws") return true;
  return typeof manager === "string" && withControlNode.includes(manager);
}
