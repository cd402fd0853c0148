import type { TrialRecord } from "../../trial/index.ts";
import { serverUnits } from "../server-units.ts";
import { podPrograms, type PodProgram, type ServiceTimes } from "../service-times.ts";
import { pacedShare } from "./paced.ts";
import { countsOf, medianOf } from "./records.ts";
import { usesOf, workBetween, type Work } from "./work.ts";

/**
 * From this share on of the cores that others leave, a trial shows what a pod costs when cores are short. On idle
 * cores each wake-up serves one request only and nothing is done in batches: on one machine of two cores a pod cost
 * 34 ms when paced at 20/s, 24 ms at 50/s, 22 ms in a ramp of 20 and 15 ms at 100/s.
 */
const busyEnough = 0.85;
/**
 * Others may use just what a paced deployment leaves idle, which makes no core short. Recorded trials of that
 * machine waited for tokens at least 81 % of the time when a bucket set their pace, else at most 79 %.
 */
const pacedAt = 0.8;

/**
 * Work per pod anew from trials of the workload itself: the processor time that each program used during the
 * trial, without its background, over the pods. Deployment times are not looked at, so predicting these very
 * trials stays a test of the model. When most trials were short of cores they replace what was known; else only less
 * work than known is believed. Latencies and the cluster's own background stay; what others use is renewed.
 */
export function refine(service: ServiceTimes, trials: readonly TrialRecord[]): ServiceTimes {
  const measured = trials.flatMap((trial): readonly Measured[] => {
    const { startedAt } = trial.timeline;
    const during = workBetween(usesOf(trial), startedAt, startedAt + trial.deploymentSeconds * 1000);
    return during.seconds < 0.5 * trial.deploymentSeconds ? [] : [{ trial, during }];
  });
  if (measured.length === 0) return service;
  const short = measured.filter(isShortOfCores);
  const busy = 2 * short.length > measured.length ? short : [];
  const work = { ...service.workPerPod };
  for (const program of podPrograms) {
    const seen = medianOf((busy.length > 0 ? busy : measured).map((one) => workOf(service, program, one)));
    if (seen !== undefined) work[program] = busy.length > 0 ? seen : Math.min(seen, work[program]);
  }
  const others = medianOf(measured.map(({ during }) => during.work.others / during.seconds)) ?? 0;
  const renewed = { ...service, background: { ...service.background, others }, workPerPod: work };
  if (busy.length === 0) return renewed;
  return {
    ...renewed,
    workError: errorAt(medianOf(busy.map(ownShare)) ?? 0),
    priors: service.priors.filter(({ value }) => !value.startsWith("workPerPod.")),
  };
}

interface Measured {
  readonly trial: TrialRecord;
  readonly during: Work;
}

/**
 * Relative error of work per pod that was measured at this share of the cores and is used at full load: 5 % at
 * full load, 15 % at half of it.
 */
function errorAt(share: number): number {
  return 0.05 + 0.2 * (1 - Math.min(1, share));
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

/** The share of all cores that the cluster, its client and its observer used themselves. */
function ownShare({ trial, during: { work, seconds } }: Measured): number {
  const all = Object.values(work).reduce((sum, part) => sum + part, 0);
  return (all - work.others) / (seconds * trial.cores);
}

function isShortOfCores(measured: Measured): boolean {
  const { trial, during } = measured;
  const left = 1 - during.work.others / (during.seconds * trial.cores);
  return ownShare(measured) >= busyEnough * left && pacedShare(trial) < pacedAt;
}
