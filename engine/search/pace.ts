import { freeCores, type SimulationInput } from "../model/index.ts";
import type { Guess, Guesser } from "./minimise.ts";
import type { Space } from "./space.ts";

/** The clients that every pod's creation, or at least its binding, goes through, each with its bucket. */
const pacers = [
  {
    bucket: "job-controller",
    rate: "kube-controller-manager.kube-api-qps",
    burst: "kube-controller-manager.kube-api-burst",
  },
  {
    bucket: "scheduler",
    rate: "kube-scheduler.clientConnection.qps",
    burst: "kube-scheduler.clientConnection.burst",
  },
] as const;

/** Shares of what the machines can do, with bursts in seconds, that are tried in each round as long as it gets better. */
const paces = [
  [
    [0.99, 0],
    [0.9, 0.2],
  ],
  [[0.82, 0.2]],
] as const;

/**
 * Guesses that pods are let through one by one as fast as the machines can start them: a faster pace, or many at once,
 * only makes them contend. The first client of theirs that may be set paces, and nothing else limits.
 */
export function paceGuesser({ coordinates }: Space, input: SimulationInput): Guesser | undefined {
  const pacer = pacers.find(({ rate }) => coordinates.some(({ name }) => name === rate));
  if (pacer === undefined) return undefined;
  const perSecond = podsPerSecond(input);
  return ({ requests }, round): readonly Guess[] => {
    const tokens = Math.max(1, (requests?.[pacer.bucket] ?? 0) / input.instances);
    return (paces[round] ?? []).map(([share, burst]) => ({
      [pacer.rate]: share * perSecond * tokens,
      [pacer.burst]: burst,
    }));
  };
}

/**
 * How many pods per second the processors can do, whatever the limits: as many at a time as there are cores, each with
 * the extra work that these make for each other.
 */
export function podsPerSecond({ service, nodes = [] }: SimulationInput): number {
  const { server, controller, scheduler, observer, node } = service.workPerPod;
  const controlPlane = server + controller + scheduler + observer;
  const cores = freeCores(service);
  const { nodeCores = cores, contention = 0 } = service;
  const start = node * (1 + contention * Math.max(0, Math.floor(nodeCores) - 1));
  if (service.nodeCores === undefined) return cores / (controlPlane + start);
  return Math.min(cores / controlPlane, (Math.max(1, nodes.length) * nodeCores) / start);
}
