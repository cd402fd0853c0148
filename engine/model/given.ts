import { kubeletTimes } from "./kubelet-times.ts";
import { kubeletWork, kwokWork } from "./kubelet-work.ts";
import { freeCores } from "./service-times.ts";
import type { Shape } from "./shape.ts";
import type { SimulatedImages, SimulationInput } from "./simulation.ts";
import type { Given } from "./machine/quantities.ts";

/** What the descriptions of the paths in knowledge/ may ask for: times in seconds, work in core-seconds. */
export function givenBy(input: SimulationInput, shape: Shape): Given {
  const { service, podStart } = input;
  const { latency, workPerPod, workPerCall } = service;
  const wholeCores = Math.max(1, Math.floor(service.cores));
  const nodeCores = service.nodeCores ?? 0;
  const wholeNodeCores = nodeCores > 0 ? Math.max(1, Math.floor(nodeCores)) : wholeCores;
  return {
    limits: input.limits,
    counts: { pods: shape.jobs * shape.podsPerJob, nodes: Math.max(1, input.nodes?.length ?? 0) },
    values: {
      ...named("time", latency),
      ...named("time", kubeletTimes(service)),
      "time.podStartMin": podStart.minMs / 1000,
      "time.podStartMax": podStart.maxMs / 1000,
      ...named("work", workPerPod),
      "work.kwok": kwokWork(input),
      "work.kubelet": kubeletWork(input),
      "work.callClient": workPerCall.client,
      "work.callServer": workPerCall.server,
      "work.schedulingCycle": service.schedulingCycle,
      "time.webhookObject": service.webhook?.object ?? 0,
      "time.webhookPod": service.webhook?.pod ?? 0,
      "time.clientRoundTrip": service.roundTrip?.client ?? 0,
      "time.nodeRoundTrip": service.roundTrip?.node ?? 0,
      "time.nodeSerial": service.nodeSerial ?? 0,
      "time.fsync": service.fsync ?? 0,
      watchers: input.watchers ?? 0,
      controllerSeats: input.controllerSeats ?? 0,
      ...imageValues(input.images),
      contention: service.contention ?? 0,
      cores: coresLeft(input),
      threadsOfOthers: threadsOfOthers(input),
      wholeCores,
      nodeCores,
      kubeletThreads: 2 * wholeNodeCores,
    },
  };
}

/** More pulls at once than any cluster has; what has no limit must still be a number of threads. */
const mostAtFullRate = 1e6;

/**
 * Rates are told in units of what one pull receives: a node's pulls are a program with as many threads as it can have at
 * full rate, and the registry is a host with as many cores as pulls that it can serve at full rate.
 */
function imageValues(images: SimulatedImages | undefined): Record<string, number> {
  const {
    bytes = 0,
    images: different = 1,
    registryRate = Infinity,
    nodeRate = Infinity,
    pullRate = Infinity,
    roundTrip = 0,
  } = images ?? {};
  const unit = Math.min(pullRate, nodeRate, registryRate);
  /** Pulls that a rate allows at full rate; without any rate nothing takes time, and one is as good as many. */
  const timesUnit = (rate: number): number =>
    Number.isFinite(unit) ? Math.min(rate / unit, mostAtFullRate) : 1;
  return {
    "images.pulled": images === undefined ? 0 : 1,
    "images.different": different,
    "images.seconds": bytes / unit,
    "images.atFullRate": timesUnit(Math.min(nodeRate, registryRate)),
    "images.allAtFullRate": timesUnit(registryRate),
    "time.registryRoundTrip": roundTrip,
  };
}

/**
 * Others yield when there is competition: each whole core that they used while nothing was deployed is a thread that
 * always wants to run.
 */
export function threadsOfOthers({ service }: Pick<SimulationInput, "service">): number {
  return Math.min(service.cores, Math.floor(service.background.others));
}

/** The rest of what others used is taken off the cores, with the cluster's own background. */
function coresLeft({ service }: SimulationInput): number {
  const rest = Math.min(1, service.background.others - threadsOfOthers({ service }));
  return Math.max(0.1 * service.cores, freeCores(service) - rest);
}

function named(prefix: string, values: object): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, number] => [`${prefix}.${name}`, value as number]),
  );
}
