import type { Experiment } from "./experiment.ts";
import { perWorker } from "./options/capacity.ts";
import type { NodeGroup } from "./options/known.ts";
import { DEFAULT_MAX_PODS, kindsOfNodes } from "./options/node-kinds.ts";
import type { Plan, PlannedNode, PlannedWorkload } from "./plan.ts";

/** The workers of a local cluster, `worker-1` first; all have the size of a cloud node. */
export function plannedNodes(
  { derived, infrastructure, settings }: Experiment,
  groups: readonly NodeGroup[],
  workload: Pick<PlannedWorkload, "method">,
): readonly PlannedNode[] {
  const podsPerWorker = workload.method === "container" ? 1 : perWorker(derived);
  const set = settings.find(({ parameter }) => parameter === "kubelet.maxPods")?.value;
  const maxPods = typeof set === "number" ? set : DEFAULT_MAX_PODS;
  return kindsOfNodes(groups, derived.workers, { podsPerWorker, maxPods }).map((node, index) => ({
    name: `worker-${String(index + 1)}`,
    kind: node.kind,
    cores: infrastructure.cloud_cores,
    memoryGiB: infrastructure.cloud_memory,
    maxPods: node.maxPods,
  }));
}

/** The registry, if there are nodes that pull from it. */
export function plannedRegistry(
  provider: {
    readonly name: string;
    readonly registry_rate_mb: number | undefined;
    readonly registry_pull_rate_mb?: number | undefined;
    readonly image_mb: number;
    readonly images: number;
  },
  nodes: readonly PlannedNode[],
  workload: Pick<PlannedWorkload, "cacheWorker">,
): Pick<Plan, "registry"> {
  if (workload.cacheWorker === true || nodes.every(({ kind }) => kind !== "real")) return {};
  const { registry_rate_mb: rate, registry_pull_rate_mb: pullRate } = provider;
  return {
    registry: {
      ...(rate === undefined ? {} : { rateMBps: rate }),
      ...(pullRate === undefined ? {} : { pullRateMBps: pullRate }),
      imageMB: provider.image_mb,
      // A simulated cluster's stand with what else it is like.
      ...(provider.images === 1 || provider.name === "simulated" ? {} : { images: provider.images }),
    },
  };
}
