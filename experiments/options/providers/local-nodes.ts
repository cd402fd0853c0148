import { derive, type Derived } from "../../derive.ts";
import { perWorker } from "../capacity.ts";
import { numberOf, type Known, type NodeGroup, type OptionValue, type Problem } from "../known.ts";
import { DEFAULT_MAX_PODS, kindsOfNodes } from "../node-kinds.ts";

/** What must hold between the kinds of the workers, their number, and what is asked of them. */
export function checkNodes(known: Known): readonly Problem[] {
  const groups = known.get("nodes");
  const derived = derive(known);
  // Without a worker, what is wrong is cloud_nodes, which has its own fault.
  if (!isGroups(groups) || derived === undefined || derived.workers < 1) return [];
  const wrong = checkGroups(groups, derived.workers);
  return wrong.length > 0 ? wrong : [...checkRoom(known, groups, derived), ...checkRegistry(known, groups)];
}

/** The groups must make up the workers; one group may leave its number open and takes the rest. */
function checkGroups(groups: readonly NodeGroup[], workers: number): readonly Problem[] {
  const open = groups.filter(({ count }) => count === undefined).length;
  const counted = groups.reduce((sum, { count }) => sum + (count ?? 0), 0);
  if (open <= 1 && (open === 1 ? counted < workers : counted === workers)) return [];
  const text = `expected ${String(workers)} workers in all, as cloud_nodes says, got ${String(counted)}`;
  return open > 1
    ? [{ key: "nodes", text: "expected a number for each kind but one" }]
    : [{ key: "nodes", text }];
}

/** A kubelet takes 110 pods unless it is told otherwise. */
function checkRoom(known: Known, groups: readonly NodeGroup[], derived: Derived): readonly Problem[] {
  const pods = known.get("kube_deployment") === "container" ? 1 : derived.instances;
  const podsPerWorker = perWorker({ instances: pods, workers: derived.workers });
  const maxPods = numberOf(known, "kubelet.maxPods") ?? DEFAULT_MAX_PODS;
  const nodes = kindsOfNodes(groups, derived.workers, { podsPerWorker, maxPods });
  const room = nodes.reduce((sum, node) => sum + node.maxPods, 0);
  if (pods <= room) return [];
  const text = `${String(pods)} pods on nodes that take ${String(room)}: some stay Pending until others end, or for ever; request less or set kubelet.maxPods = ${String(podsPerWorker)} in [kubernetes]`;
  // The simulation cannot have it.
  return [{ key: "nodes", text, warning: known.get("provider") !== "simulated" }];
}

/** Images are pulled only by real nodes, and only when they are not there already. */
function checkRegistry(known: Known, groups: readonly NodeGroup[]): readonly Problem[] {
  const real = groups.some(({ kind }) => kind === "real");
  const cached = known.get("cache_worker") === true;
  if (real && !cached)
    return checkPolicy(known, "Never", "cache_worker = true: no image is on them beforehand");
  const why = real ? "cache_worker is true" : "there are no real nodes";
  const least = { registry_rate_mb: 0, registry_pull_rate_mb: 0, image_mb: 0, images: 1 };
  const unused = Object.entries(least).flatMap(([key, none]) =>
    (numberOf(known, key) ?? none) > none ? [key] : [],
  );
  return [
    ...unused.map((key) => ({ key, text: `has no effect, since ${why}: nothing is pulled`, warning: true })),
    ...(real ? checkPolicy(known, "Always", "cache_worker = false: there is no registry to pull from") : []),
  ];
}

function checkPolicy(known: Known, policy: string, needs: string): readonly Problem[] {
  const key = "workload.imagePullPolicy";
  if (known.get(key) !== policy) return [];
  return [{ key, text: `${policy} on real nodes needs ${needs}` }];
}

/** Whether the value is one of `nodes`. */
export function isGroups(value: OptionValue): value is readonly NodeGroup[] {
  return Array.isArray(value) && value.every((group) => typeof group !== "string");
}
