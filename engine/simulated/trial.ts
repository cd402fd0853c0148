import { hasKubelet, type Plan, type PlannedWorkload } from "../../experiments/index.ts";
import type { Setting } from "../../knowledge/index.ts";
import { podsPerSync, simulate, type ServiceTimes, type SimulationOutput } from "../model/index.ts";
import type { Observations } from "../observe/index.ts";
import { recordOf } from "../trial/assemble.ts";
import type { ClientCall, TrialRecord } from "../trial/index.ts";
import { inputOf } from "./input.ts";
import { metricDeltas } from "./metrics.ts";
import { namesIn, type ObjectNames } from "./names.ts";
import { auditedRequests, loggedWaits } from "./operations.ts";
import { sightOf } from "./points.ts";
import { cpuSamples } from "./processor.ts";
import { imagePulls } from "./pulls.ts";

/** One trial on a simulated cluster. */
export interface SimulatedTrial {
  readonly plan: Plan;
  readonly label: string;
  readonly workload: PlannedWorkload;
  readonly settings: readonly Setting[];
  readonly service: ServiceTimes;
  readonly seed: number;
  /** When the client starts, whole milliseconds since the epoch: a fraction would round the points' times. */
  readonly startedAt: number;
}

/** Simulates a trial and records it as observers would have. Pure: equal trials give equal records. */
export function simulatedRecord(trial: SimulatedTrial): TrialRecord {
  const { plan, label, workload, settings, service, seed, startedAt } = trial;
  const { nodes } = plan;
  const input = inputOf({ ...plan, workload }, settings, service, seed);
  const output = simulate({ ...input, traced: true });
  const { containers, trace } = output;
  if (trace === undefined) throw new TypeError("the simulation gave no trace");
  const owners = new Set(containers.map(({ job }) => job)).size;
  const names = namesIn(label, owners);
  const perSync = podsPerSync(workload.kind, input.limits);
  const nodeProgram = nodes.some(({ kind }) => hasKubelet(kind)) ? "node" : "kwok";
  const sight = sightOf(containers, nodes, names, startedAt, perSync);
  const seen: Observations = {
    ...sight,
    requests: auditedRequests(trace.requests, names, startedAt, workload.kind),
    waits: loggedWaits(trace.waits, names, startedAt, workload.kind),
    metrics: metricDeltas(output, workload.kind),
    ...imagePulls(containers, sight.pods, names, startedAt, input.images?.bytes ?? 0),
    cpu: cpuSamples(trace.cpu, { service, nodes: nodes.length, nodeProgram }, startedAt),
  };
  const cluster = { nodes, settings: () => settings };
  const observers = [...new Set(sight.stamps.map(({ source }) => source))];
  const calls = callsOf(output, workload, names, startedAt);
  return {
    ...recordOf({ plan, label, cluster }, startedAt, calls, [seen], { observers }),
    cores: service.cores,
  };
}

/** Each call ends with the answer to its last object. */
function callsOf(
  { containers }: SimulationOutput,
  { method }: PlannedWorkload,
  names: ObjectNames,
  startedAt: number,
): readonly ClientCall[] {
  const storedAt = new Map(containers.map(({ job, times }) => [names.of(job), times["job-stored"]]));
  const all = [...storedAt].toSorted(([, a], [, b]) => a - b);
  const calls = method === "call" ? all.map((one) => [one]) : [all];
  return calls.map((jobs) => ({
    startedAt,
    finishedAt: startedAt + Math.max(...jobs.map(([, seconds]) => seconds)) * 1000,
    jobs: jobs.map(([name]) => name),
  }));
}
