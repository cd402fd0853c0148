import { median } from "simple-statistics";
import { simulate, type ServiceTimes, type SimulationInput } from "../../engine/model/index.ts";

type Trial = Omit<SimulationInput, "seed">;

const seeds = [1, 2, 3, 4, 5];

/** Seconds of a trial, the median of five. */
export function simulatedSeconds(trial: Trial): number {
  return median(seeds.map((seed) => simulate({ ...trial, seed }).deploymentSeconds));
}

/** What may hold a deployment back, each with a cluster on which it does not. */
const removals: Readonly<Record<string, (trial: Trial) => Trial>> = {
  node: (trial) =>
    withService(trial, {
      nodeCores: 1e6,
      nodeSerial: 0,
      contention: 0,
      workPerPod: { ...trial.service.workPerPod, node: 0 },
      kubelet: { sync: 0, mount: 0, sandbox: 0, container: 0 },
    }),
  "client limits": (trial) => ({ ...trial, limits: withoutBuckets(trial.limits) }),
  "control plane's cores": (trial) => withService(trial, { cores: 1e6 }),
  client: (trial) =>
    withService(trial, {
      workPerCall: { client: 0, server: 0 },
      latency: { ...trial.service.latency, clientStart: 0, clientPrepare: 0, clientNext: 0 },
    }),
};

/**
 * What binds a simulated trial: whatever shortens it most when it is taken away. Rows that the node binds are
 * node-bound, all others control-plane-bound.
 */
export function bindingOf(trial: Trial): string {
  const without = Object.entries(removals).map(
    ([name, remove]) => [name, simulatedSeconds(remove(trial))] as const,
  );
  return without.toSorted(([, a], [, b]) => a - b)[0]?.[0] ?? "nothing";
}

function withService(trial: Trial, over: Partial<ServiceTimes>): Trial {
  return { ...trial, service: { ...trial.service, ...over } };
}

const bucket = /(qps|burst)$/i;

function withoutBuckets(limits: Trial["limits"]): Trial["limits"] {
  return Object.fromEntries(Object.entries(limits).map(([id, value]) => [id, bucket.test(id) ? 1e6 : value]));
}

/**
 * The value at which a trial takes so many seconds, by bisection; the trial must become longer with it.
 * @param low and `high`: the bounds to search between
 */
export function valueFor(
  seconds: number,
  trialOf: (value: number) => Trial,
  low: number,
  high: number,
): number {
  let [from, to] = [low, high];
  while (to - from > 1e-4 * high) {
    const middle = (from + to) / 2;
    if (simulatedSeconds(trialOf(middle)) < seconds) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}
