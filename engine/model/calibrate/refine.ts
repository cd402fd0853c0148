import type { TrialRecord } from "../../trial/index.ts";
import { serverUnits } from "../job-path/api-server.ts";
import { podPrograms, type PodProgram, type ServiceTimes } from "../service-times.ts";
import { countsOf, medianOf } from "./records.ts";
import { usesOf, workBetween, type Work } from "./work.ts";

/**
 * Work per pod anew from trials of the workload itself: the processor time that each program used during the
 * trial, without its background, over the pods. Deployment times are not looked at, so predicting these very
 * trials stays a test of the model. Trials with busier cores say more about what happens when cores are short.
 * Latencies, background and everything else of the programs stay as they are; only what others use is renewed.
 */
export function refine(service: ServiceTimes, trials: readonly TrialRecord[]): ServiceTimes {
  const measured = trials.flatMap((trial) => {
    const { startedAt } = trial.timeline;
    const during = workBetween(usesOf(trial), startedAt, startedAt + trial.deploymentSeconds * 1000);
    return during.seconds < 0.5 * trial.deploymentSeconds ? [] : [{ trial, during }];
  });
  if (measured.length === 0) return service;
  const per = (program: PodProgram): number =>
    medianOf(measured.map(({ trial, during }) => workOf(service, program, trial, during))) ??
    service.workPerPod[program];
  const utilisation = medianOf(measured.map(({ trial, during }) => ownShare(trial, during))) ?? 0;
  const others = medianOf(measured.map(({ during }) => during.work.others / during.seconds)) ?? 0;
  const refined = new Set(podPrograms.map((program) => `workPerPod.${program}`));
  return {
    ...service,
    background: { ...service.background, others },
    workPerPod: {
      server: per("server"),
      controller: per("controller"),
      scheduler: per("scheduler"),
      node: per("node"),
      observer: per("observer"),
    },
    workError: errorAt(utilisation),
    priors: service.priors.filter(({ value }) => !refined.has(value)),
  };
}

/**
 * Relative error of work per pod that was measured at this utilisation and is used at full load: from 5 % at full
 * load to 25 % on idle cores, where each wake-up serves one request only and nothing is done in batches.
 */
function errorAt(utilisation: number): number {
  return 0.05 + 0.2 * (1 - Math.min(1, utilisation));
}

function workOf(
  service: ServiceTimes,
  program: PodProgram,
  trial: TrialRecord,
  { work, seconds }: Work,
): number {
  const counts = countsOf(trial);
  const calls = program === "server" ? trial.calls.length * service.workPerCall.server : 0;
  const units = program === "server" ? serverUnits(counts) : counts.pods;
  const own = work[program] - service.background[program] * seconds - calls;
  return Math.max(0, own) / Math.max(1, units);
}

/** The share of the cores that the cluster and its client used themselves. */
function ownShare(trial: TrialRecord, { work, seconds }: Work): number {
  const all = Object.values(work).reduce((sum, part) => sum + part, 0);
  return (all - work.others) / (seconds * trial.cores);
}
