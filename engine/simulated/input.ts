import type { NodeKind, Plan } from "../../experiments/index.ts";
import { extensionsOf, type Setting } from "../../knowledge/index.ts";
import { limitsOf, type ServiceTimes, type SimulatedImages, type SimulationInput } from "../model/index.ts";

/** A megabyte as plans count it, bytes. */
const megabyte = 1e6;

/**
 * A trial of the plan's workload under these settings, as input of a simulation.
 * @param nodes kinds of the nodes; those of the plan unless the cluster showed others
 */
export function inputOf(
  plan: Plan,
  settings: readonly Setting[],
  service: ServiceTimes,
  seed: number,
  nodes: readonly NodeKind[] = plan.nodes.map(({ kind }) => kind),
): SimulationInput {
  const { workload, podStart, kubernetes, own } = plan;
  const images = imagesOf(plan);
  return {
    ...(workload.kind === undefined ? {} : { kind: workload.kind }),
    method: workload.method,
    instances: workload.instances,
    podStart,
    nodes,
    limits: limitsOf(settings, kubernetes, own),
    service,
    ...(images === undefined ? {} : { images }),
    ...(own === undefined ? {} : { extensions: extensionsOf(own) }),
    seed,
  };
}

/** What nodes pull; undefined where that is nothing that takes time. */
function imagesOf({ registry, simulated }: Plan): SimulatedImages | undefined {
  if (registry === undefined || registry.imageMB === 0) return undefined;
  const { rateMBps = Infinity, pullRateMBps = Infinity, imageMB } = registry;
  return {
    bytes: imageMB * megabyte,
    images: registry.images ?? simulated?.images ?? 1,
    registryRate: rateMBps * megabyte,
    pullRate: pullRateMBps * megabyte,
    nodeRate: (simulated?.nodeRateMBps ?? Infinity) * megabyte,
    roundTrip: (simulated?.roundTripMs.node ?? 0) / 1000,
  };
}
