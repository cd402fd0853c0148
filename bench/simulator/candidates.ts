import { parentPort, workerData } from "node:worker_threads";
import {
  createRandom,
  limitsOf,
  priorServiceTimes,
  simulate,
  type Limits,
} from "../../engine/model/index.ts";

/** Kubernetes v1.34.4 as it comes. */
export const stock: Limits = limitsOf([], "v1.34.4");
const service = priorServiceTimes(2);

/** Seconds of processor time that something took: on a machine that does other things as well, the clock says little. */
export function processorSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Simulates pods on kwok nodes. @returns seconds of processor time */
export function timed(pods: number, nodes: number, seed = 1, limits: Limits = stock): number {
  return processorSeconds(() => {
    simulate({
      method: "pod",
      instances: pods,
      podStart: { minMs: 500, maxMs: 1500 },
      nodes: new Array<"kwok">(nodes).fill("kwok"),
      limits,
      service,
      seed,
    });
  });
}

/** Candidates as a search makes them: rates and bursts anywhere between stock and a hundred times that. */
export function simulateCandidates(count: number, seed: number): void {
  const random = createRandom(seed);
  const ids = [
    "kube-controller-manager.kube-api-qps",
    "kube-controller-manager.kube-api-burst",
    "kube-scheduler.clientConnection.qps",
    "kube-scheduler.clientConnection.burst",
  ];
  for (let candidate = 0; candidate < count; candidate++) {
    const changed = ids.map((id): [string, number] => [id, (stock[id] ?? 1) * 100 ** random()]);
    timed(400, 4, candidate, { ...stock, ...Object.fromEntries(changed) });
  }
}

// As a worker: does its part and says that it is done.
if (parentPort !== null) {
  const { count, seed } = workerData as { readonly count: number; readonly seed: number };
  simulateCandidates(count, seed);
  parentPort.postMessage("done");
}
