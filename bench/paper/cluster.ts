import { sum } from "simple-statistics";
import {
  limitsOf,
  priorKubeletTimes,
  priorServiceTimes,
  type Limits,
  type ServiceTimes,
  type SimulationInput,
} from "../../engine/model/index.ts";
import type { PaperBenchmarks, PaperRow, PaperSettings } from "./benchmarks.ts";

/** Cores of the control plane's machine, and of each worker's. */
const cores = 8;
/** The paper used v1.27; the defaults of what bounds its path are those of the first version that Columbo knows. */
const kubernetes = "v1.29.6";

/**
 * The paper's machines: latencies from its single container, everything else from the priors. A single container's S1 is
 * all kubectl, S5 is the wait for the volume and the sandbox, S6 the container. The text gives it more than the stages
 * of its figure add up to; the rest is counted with the sandbox. Of contention nothing is known.
 */
export function paperMachines({ single, singleSeconds }: PaperBenchmarks): ServiceTimes {
  const prior = priorServiceTimes(cores);
  const { latency } = prior;
  const client = latency.clientPrepare + latency.clientNext + latency.jobCreate + latency.jobDelivery;
  const unshown = singleSeconds - sum(Object.values(single));
  return {
    ...prior,
    background: { ...prior.background, observer: 0 },
    workPerPod: { ...prior.workPerPod, observer: 0 },
    workPerCall: { ...prior.workPerCall, client: clientWorkShare * single.S1 },
    latency: { ...latency, clientStart: single.S1 - client },
    kubelet: {
      sync,
      mount: priorKubeletTimes.mount,
      sandbox: single.S5 + unshown - volumePoll - sync,
      container: single.S6,
    },
    nodeCores: cores,
  };
}

const { sync } = priorKubeletTimes;
/** A pod with a volume waits for one look of the kubelet. */
const volumePoll = 0.3;

/** kubectl's processor time over the time that it takes: recorded calls kept 1.4 cores busy. */
const clientWorkShare = 1.4;

/**
 * What was tuned is not published value by value. Its rule is: a limit below the number of its objects is set to that
 * number; the bursts, of which it says nothing, are taken to follow.
 */
export function paperLimits({ method, containers }: PaperRow, settings: PaperSettings): Limits {
  const defaults = limitsOf([], kubernetes);
  if (settings === "default") return defaults;
  const pods = method === "container" ? 1 : containers;
  const objects: Readonly<Record<string, number>> = {
    "kube-controller-manager.kube-api-qps": pods,
    "kube-controller-manager.kube-api-burst": pods,
    "kube-controller-manager.SlowStartInitialBatchSize": pods,
    "kube-scheduler.clientConnection.qps": pods,
    "kube-scheduler.clientConnection.burst": pods,
    "kubelet.kubeAPIQPS": containers,
    "kubelet.kubeAPIBurst": containers,
  };
  const raised = Object.entries(objects).map(
    ([id, count]) => [id, Math.max(count, defaults[id] ?? 0)] as const,
  );
  return { ...defaults, ...Object.fromEntries(raised) };
}

/** One of the paper's trials as input of a simulation. */
export function paperTrial(
  row: PaperRow,
  settings: PaperSettings,
  service: ServiceTimes,
): Omit<SimulationInput, "seed"> {
  return {
    method: row.method,
    instances: row.containers,
    podStart: { minMs: 0, maxMs: 0 },
    nodes: Array.from({ length: row.workers }, () => "existing" as const),
    limits: paperLimits(row, settings),
    service,
  };
}
