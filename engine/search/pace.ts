import type { SimulationInput } from "../model/index.ts";
import { freeCores } from "../model/index.ts";
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

/** Shares of the pods per second that the machines can do, with bursts in seconds: what comes at once must be worked off. */
const paces = [
  [1, 0.5],
  [0.9, 0.2],
] as const;

/**
 * Guesses that pods are let through as fast as the machines can start them: a faster pace only makes them contend.
 * The first client of theirs that may be set paces, and nothing else limits. First by the work that was calibrated,
 * then by how many got done per second.
 */
export function paceGuesser({ coordinates }: Space, input: SimulationInput): Guesser | undefined {
  const pacer = pacers.find(({ rate }) => coordinates.some(({ name }) => name === rate));
  if (pacer === undefined) return undefined;
  const possible = podsPerSecond(input);
  return ({ seconds, requests }, round): readonly Guess[] => {
    const pods = input.instances;
    const tokens = Math.max(1, (requests?.[pacer.bucket] ?? pods) / pods);
    const perSecond = round === 0 ? possible : pods / seconds;
    return paces.map(([share, burst]) => ({ [pacer.rate]: share * perSecond * tokens, [pacer.burst]: burst }));
  };
}

/** How many pods per second the processors can do, whatever the limits. */
export function podsPerSecond({ service, nodes = [] }: SimulationInput): number {
  const { server, controller, scheduler, observer, node } = service.workPerPod;
  const controlPlane = server + controller + scheduler + observer;
  const cores = freeCores(service);
  if (service.nodeCores === undefined) return cores / (controlPlane + node);
  return Math.min(cores / controlPlane, (Math.max(1, nodes.length) * service.nodeCores) / node);
}
