import { createKernel, type Kernel } from "../kernel/kernel.ts";
import { createRandom, type Random } from "../kernel/random.ts";
import type { Limits } from "../limits.ts";
import { freeCores, type Program, type ServiceTimes } from "../service-times.ts";
import type { SimulationInput } from "../simulation.ts";
import { createProcessor, type Process, type Processor } from "../stations/processor.ts";

/** One Job on its way; the times are seconds since the client started. */
export interface JobState {
  readonly name: string;
  readonly podCount: number;
  readonly containersPerPod: number;
  readAt: number;
  receivedAt: number;
  storedAt: number;
  enqueuedAt: number;
  unpackedAt: number;
  /** Pods that are still to be created. */
  left: number;
  /** Creations that the controller's own watch has not shown it yet. */
  expected: number;
  /** The Job's status in the API is behind what the controller has seen. */
  statusChanged: boolean;
  eventTokens: number;
}

/** One pod on its way. */
export interface PodState {
  readonly job: JobState;
  readonly name: string;
  receivedAt: number;
  storedAt: number;
  queuedAt: number;
  schedulingAt: number;
  bindingAt: number;
  bindingReceivedAt: number;
  bindingStoredAt: number;
  deliveredAt: number;
  /** The three of nodes with a kubelet; NaN on others. */
  cgroupAt: number;
  mountedAt: number;
  sandboxAt: number;
  /** On nodes with a kubelet each container runs at its own time; empty on others. */
  readonly containersRanAt: number[];
  runningAt: number;
}

/** What all parts of the path share: time, chance, limits, costs and the one machine they run on. */
export interface World {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly limits: Limits;
  readonly service: ServiceTimes;
  readonly programs: Readonly<Record<Program, Process>>;
  /** Kubelets of this machine with their runtimes and all that starts in their pods. */
  readonly kubelets: Process;
  /** Programs that have nothing to do with the cluster. */
  readonly others: Process;
}

/** The machine with all programs on it, at time 0. */
export function createWorld({ limits, service, seed }: SimulationInput): World {
  const kernel = createKernel();
  const { processor, others } = createMachine(kernel, service);
  // A Go program runs as many threads as there are cores (GOMAXPROCS); each call of the client is a program.
  const goProcess = (): Process => processor.addProcess(Math.max(1, Math.floor(service.cores)));
  return {
    kernel,
    random: createRandom(seed),
    limits,
    service,
    others,
    // Dozens of short-lived programs that compete, but wait for disks and locks between: an estimate.
    kubelets: processor.addProcess(2 * Math.max(1, Math.floor(service.cores))),
    programs: {
      client: processor.addProcess(Infinity),
      server: goProcess(),
      controller: goProcess(),
      scheduler: goProcess(),
      node: goProcess(),
      observer: goProcess(),
    },
  };
}

/**
 * The cores with whatever else runs on them. Others yield when there is competition: each whole core that they
 * used while nothing was deployed is a thread that always wants to run, the rest of it is taken off.
 */
function createMachine(
  kernel: Kernel,
  service: ServiceTimes,
): { readonly processor: Processor; readonly others: Process } {
  const threads = Math.min(service.cores, Math.floor(service.background.others));
  const rest = Math.min(1, service.background.others - threads);
  const processor = createProcessor(kernel, Math.max(0.1 * service.cores, freeCores(service) - rest));
  const others = processor.addProcess(Infinity);
  for (let thread = 0; thread < threads; thread++) others.run(Infinity, () => undefined);
  return { processor, others };
}
