import type { SearchParameter, Setting } from "../../knowledge/index.ts";
import {
  intervalEnd,
  limitSetBy,
  simulate,
  withWorkError,
  type Limits,
  type SimulationInput,
} from "../model/index.ts";
import type { Evaluate } from "./trace.ts";

/**
 * Evaluates by one simulation each, always with the same random numbers. Two things differ from a prediction, so that
 * candidates can be told apart by their values alone: every pod starts as slowly as the slowest may, since the last
 * container decides and chance would decide who that is; and the machine is as fast as at the good end of the
 * prediction's interval, with no other programs on it, since a value that just suffices for a machine that is taken to
 * be too slow would bind the real one, and the others may be gone tomorrow.
 */
export function simulatedEvaluation(input: SimulationInput): Evaluate {
  const fixed = asEvaluated(input);
  return (changes) => {
    const { deploymentSeconds, waits } = simulate({ ...fixed, limits: withChanges(input.limits, changes) });
    const requests = Object.fromEntries(Object.entries(waits).map(([bucket, use]) => [bucket, use.requests]));
    return { seconds: deploymentSeconds, requests };
  };
}

/** The input of evaluations, under the present limits. */
export function asEvaluated(input: SimulationInput): SimulationInput {
  const { minMs, maxMs } = input.podStart;
  const slowest = Math.max(minMs, maxMs);
  const service = withWorkError(input.service, -intervalEnd);
  return {
    ...input,
    podStart: { minMs: slowest, maxMs: slowest },
    service: { ...service, background: { ...service.background, others: 0 } },
  };
}

/**
 * The limits that the simulation of this input reads: what it has no station for, it never asks for.
 * One simulation.
 */
export function limitsRead(input: SimulationInput): ReadonlySet<string> {
  const read = new Set<string>();
  const limits = new Proxy(input.limits, {
    get: (target, name) => {
      if (typeof name === "string") read.add(name);
      return Reflect.get(target, name) as number | undefined;
    },
  });
  simulate({ ...input, limits });
  return read;
}

/** Whether a parameter bounds how many requests the API server works on at once, or how long others wait. */
export function boundsSeats({ id, mechanism }: SearchParameter): boolean {
  return (
    mechanism.kind === "seat-pool" ||
    (mechanism.kind === "capacity" && mechanism.of.startsWith("queue-")) ||
    id === "kube-apiserver.request-timeout"
  );
}

/** Seats are worth a try where many more of them make this part of the time less. */
const worthwhile = 0.01;

/**
 * Whether more seats of the API server would shorten the deployment if no client waited for tokens. There are a dozen
 * parameters of them, and seldom does anyone wait for a seat. Two simulations.
 */
export function seatsMatter(input: SimulationInput, known: readonly SearchParameter[]): boolean {
  const rates = known.flatMap(({ id, mechanism }) =>
    mechanism.kind === "token-bucket" && mechanism.role === "rate" ? [[id, 0] as const] : [],
  );
  const free: Limits = { ...input.limits, ...Object.fromEntries(rates) };
  const inflight = ["kube-apiserver.max-requests-inflight", "kube-apiserver.max-mutating-requests-inflight"];
  const more = Object.fromEntries(inflight.map((id) => [id, 100 * (free[id] ?? 0)]));
  const secondsWith = (limits: Limits): number => simulate({ ...input, limits }).deploymentSeconds;
  return secondsWith({ ...free, ...more }) < (1 - worthwhile) * secondsWith(free);
}

/** Limits with some of them replaced. */
export function withChanges(limits: Limits, changes: readonly Setting[]): Limits {
  const changed: Record<string, number> = { ...limits };
  for (const { parameter, value } of changes) {
    const limit = limitSetBy({ parameter, value });
    if (limit !== undefined) changed[parameter] = limit;
  }
  return changed;
}
