import { mean, sum } from "simple-statistics";
import type { TrialRecord } from "../../trial/index.ts";
import { serverUnits } from "../server-units.ts";
import { podPrograms, type PodProgram, type ServiceTimes } from "../service-times.ts";
import { noiseOf } from "../work-error.ts";
import { pacedShare } from "./paced.ts";
import { batching, pacedPods } from "./batching.ts";
import { contentionOf, startWorkOf } from "./contention.ts";
import { countsOf, medianOf } from "./records.ts";
import { guessWeight, othersIn, spreadOf } from "./others.ts";
import { usesOf, workBetween, type Work } from "./work.ts";

/**
 * Core-seconds that a cluster's programs spend looking for work per core-second that they leave idle while requests
 * trickle in, with its standard error. Recorded on two cores: a pod cost 40 ms when paced at 20/s, which leaves 1.1 cores
 * idle, and 20 to 24 ms when both were busy. Under full load there is nothing to look for.
 */
const seeking = { share: 0.3, error: 0.06 } as const;

/** Relative standard error of work per pod that a single trial shows under full load, and from trial to trial. */
const trialError = 0.06;

/**
 * Work per pod anew from trials of the workload itself: the processor time that each program used during the
 * trial, without its background, over the pods, less what it spent looking for work. Deployment times are not looked at,
 * so predicting these very trials stays a test of the model. What trials and what the warm-up said count by
 * their precision. Latencies and the cluster's own background stay; what others use is renewed.
 * @param source simulated programs never look for work
 */
export function refine(
  service: ServiceTimes,
  trials: readonly TrialRecord[],
  source: "cluster" | "simulation" = "cluster",
): ServiceTimes {
  const measured = trials.flatMap((trial): readonly Measured[] => {
    const { startedAt } = trial.timeline;
    const during = workBetween(usesOf(trial), startedAt, startedAt + trial.deploymentSeconds * 1000);
    return during.seconds < 0.5 * trial.deploymentSeconds ? [] : [{ trial, during }];
  });
  if (measured.length === 0) return service;
  const seen = combined(measured.map((one) => loadedWork(service, one, source)));
  const { weight, error } = weigh(service, seen);
  const work = { ...service.workPerPod };
  for (const program of podPrograms) work[program] = between(work[program], seen.work[program], weight);
  const starts = service.startWork && [
    ...service.startWork,
    ...trials.flatMap((trial) => startWorkOf(trial, service.background)),
  ];
  const contention = starts === undefined ? undefined : contentionOf(starts);
  if (contention !== undefined) work.node = contention.alone;
  const others = othersIn(measured.map(({ trial }) => trial));
  return {
    ...service,
    background: { ...service.background, others: medianOf(others) ?? 0 },
    workPerPod: work,
    ...(contention === undefined || starts === undefined
      ? {}
      : { contention: contention.each, startWork: starts }),
    workError: error,
    othersError: spreadOf(others),
    noise: noiseIn(service, trials),
    priors:
      weight > 0.5 ? service.priors.filter(({ value }) => !value.startsWith("workPerPod.")) : service.priors,
  };
}

interface Measured {
  readonly trial: TrialRecord;
  readonly during: Work;
}

interface Found {
  readonly work: Readonly<Record<PodProgram, number>>;
  /** Relative standard error. */
  readonly error: number;
}

/** What a pod costs under full load, as one trial shows it. */
function loadedWork(service: ServiceTimes, one: Measured, source: "cluster" | "simulation"): Found {
  const { trial, during } = one;
  const own = sum(podPrograms.map((program) => during.work[program])) + during.work.client;
  const paced = source === "cluster" ? pacedShare(trial) : 0;
  // Others displace about half of what programs would spend looking for work: an estimate.
  const displaced = during.work.others / 2;
  const idle = Math.max(0, trial.cores * during.seconds - own - displaced) * paced;
  const forPods = Math.max(
    0.1 * own,
    own - during.seconds * sum(podPrograms.map((program) => service.background[program])),
  );
  const spent = (seeking.share * idle) / forPods;
  const left = Math.max(0.3, 1 - spent);
  const factor = left * batching(countsOf(trial).pods, pacedPods) ** paced;
  const work = Object.fromEntries(
    podPrograms.map((program) => [program, factor * workOf(service, program, one)]),
  ) as Record<PodProgram, number>;
  const seekingError = ((seeking.error / seeking.share) * spent) / left;
  const displacedError = (seeking.share * displaced * paced) / forPods / left;
  return { work, error: Math.hypot(trialError, seekingError, displacedError) };
}

/** So far on the way from one to the other, on a logarithmic scale where that is possible: errors of work are factors. */
function between(from: number, to: number, way: number): number {
  return from > 0 && to > 0 ? from ** (1 - way) * to ** way : (1 - way) * from + way * to;
}

/** Trials that show the same thing, by their precision; what their errors have in common does not shrink with their number. */
function combined(found: readonly Found[]): Found {
  const precisions = found.map(({ error }) => error ** -2);
  const all = sum(precisions);
  const work = Object.fromEntries(
    podPrograms.map((program) => [
      program,
      sum(found.map((one, index) => (one.work[program] * (precisions[index] ?? 0)) / all)),
    ]),
  ) as Found["work"];
  return { work, error: Math.sqrt(found.length / all) };
}

/**
 * How much trials count beside what was known, by the precision of both. Where they are further apart than their errors
 * explain, it is the trials' share for looking for work that does not hold on this machine.
 */
function weigh(
  { workPerPod, workError }: ServiceTimes,
  seen: Found,
): { readonly weight: number; readonly error: number } {
  const totalOf = (work: Found["work"]): number => sum(podPrograms.map((program) => work[program]));
  const apart = Math.log(totalOf(seen.work) / totalOf(workPerPod)) ** 2;
  const unexplained =
    seen.error > 1.01 * trialError ? Math.max(0, apart - workError ** 2 - seen.error ** 2) : 0;
  const variance = seen.error ** 2 + unexplained;
  const weight = workError ** 2 / (workError ** 2 + variance);
  return { weight, error: Math.max(trialError, Math.sqrt(weight * variance)) };
}

function workOf(
  service: ServiceTimes,
  program: PodProgram,
  { trial, during: { work, seconds } }: Measured,
): number {
  const counts = countsOf(trial);
  const calls = program === "server" ? trial.calls.length * service.workPerCall.server : 0;
  const units = program === "server" ? serverUnits(counts) : counts.pods;
  const own = work[program] - service.background[program] * seconds - calls;
  return Math.max(0, own) / Math.max(1, units);
}

/** How the spread of these trials compares with what trials usually differ by. */
function noiseIn(service: ServiceTimes, trials: readonly TrialRecord[]): number {
  const seconds = trials.map(({ deploymentSeconds }) => deploymentSeconds);
  const middle = mean(seconds);
  const usual = noiseOf({ ...service, noise: 1 }, middle);
  const squares = sum(seconds.map((one) => ((one - middle) / usual) ** 2));
  return Math.sqrt((guessWeight + squares) / (guessWeight + trials.length - 1));
}
