import { podCreators } from "../../knowledge/index.ts";
import { freeCores, type SimulationInput } from "../model/index.ts";
import type { Guess, Guesser } from "./minimise.ts";
import type { Space } from "./space.ts";

/** The clients that every pod's creation, or at least its binding, goes through, each with its bucket. */
const pacers = [
  {
    bucket: ({ kind = "job" }: SimulationInput): string => podCreators[kind],
    rate: "kube-controller-manager.kube-api-qps",
    burst: "kube-controller-manager.kube-api-burst",
  },
  {
    bucket: (): string => "scheduler",
    rate: "kube-scheduler.clientConnection.qps",
    burst: "kube-scheduler.clientConnection.burst",
  },
] as const;

/** Shares of what the machines can do, with bursts in seconds, in the order in which they are tried. */
const paces = [
  [0.99, 0],
  [0.9, 0.2],
] as const;
/** Times what the fastest evaluation got done per second: where that is more than contention lets through, it shows. */
const faster = [1.4, 2.2] as const;
const rounds = 3;

/**
 * Guesses that pods are let through one by one as fast as the machines can start them: a faster pace, or many at once,
 * only makes them contend. First by the work that was calibrated; then, as long as it gets better, by how many got done,
 * which also shows what no processor bounds. The first client of theirs that may be set paces, and nothing else limits.
 */
export function paceGuesser({ coordinates }: Space, input: SimulationInput): Guesser | undefined {
  const pacer = pacers.find(({ rate }) => coordinates.some(({ name }) => name === rate));
  if (pacer === undefined) return undefined;
  const possible = podsPerSecond(input);
  return ({ seconds, requests }, round): readonly Guess[] => {
    if (round >= rounds) return [];
    const tokens = Math.max(1, (requests?.[pacer.bucket(input)] ?? 0) / input.instances);
    const guess = (perSecond: number, burst: number): Guess => ({
      [pacer.rate]: perSecond * tokens,
      [pacer.burst]: burst,
    });
    return [
      ...(round === 0 ? paces.map(([share, burst]) => guess(share * possible, burst)) : []),
      ...faster.map((factor) => guess((factor * input.instances) / seconds, 0.2)),
    ];
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
