import type { Experiment } from "./experiment.ts";
import { perWorker } from "./options/capacity.ts";
import type { NodeGroup } from "./options/known.ts";
import { DEFAULT_MAX_PODS, kindsOfNodes } from "./options/node-kinds.ts";
import type { Plan, PlannedContinuum, PlannedNode, PlannedWorkload } from "./plan.ts";

/** The workers of a local cluster, `worker-1` first; all have the size of a cloud node. */
export function plannedNodes(
  { derived, infrastructure, settings }: Experiment,
  groups: readonly NodeGroup[],
  workload: Pick<PlannedWorkload, "method">,
): readonly PlannedNode[] {
  const podsPerWorker = workload.method === "container" ? 1 : perWorker(derived);
  const maxPods = maxPodsOf(settings);
  return kindsOfNodes(groups, derived.workers, { podsPerWorker, maxPods }).map((node, index) => ({
    name: `worker-${String(index + 1)}`,
    kind: node.kind,
    cores: infrastructure.cloud_cores,
    memoryGiB: infrastructure.cloud_memory,
    maxPods: node.maxPods,
  }));
}

/** The workers among virtual machines, under the names that the machines have. */
export function virtualNodes(
  { settings }: Pick<Experiment, "settings">,
  { tiers, control }: PlannedContinuum,
): readonly PlannedNode[] {
  return tiers
    .filter(({ tier }) => tier !== "endpoint")
    .flatMap(({ tier, machines, cores, memoryGiB }) => {
      const workers = tier === "cloud" && control ? machines - 1 : machines;
      return Array.from({ length: workers }, (_, index): PlannedNode => {
        const name = `${tier}${String(index)}`;
        return { name, kind: "virtual", cores, memoryGiB, maxPods: maxPodsOf(settings) };
      });
    });
}

function maxPodsOf(settings: Experiment["settings"]): number {
  const set = settings.find(({ parameter }) => parameter === "kubelet.maxPods")?.value;
  return typeof set === "number" ? set : DEFAULT_MAX_PODS;
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
