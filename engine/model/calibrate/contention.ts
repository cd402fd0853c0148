import { TheilSenRegression } from "ml-regression";
import { median, sum } from "simple-statistics";
import type { TrialRecord } from "../../trial/index.ts";
import type { ServiceTimes, StartWork } from "../service-times.ts";
import { onKubelets } from "./kubelet.ts";
import { countsOf } from "./records.ts";
import { usesOf, workBetween } from "./work.ts";

/** Work of a start alone, and how much more it is for every other start beside it. */
export interface Contention {
  readonly alone: number;
  /** Relative to the work alone. */
  readonly each: number;
}

/**
 * Before trials show it: containerd, runc and a kubelet on two cores, 1 to 100 pods, 39 trials; with its standard error.
 */
const prior = { each: 0.003, error: 0.002 } as const;
/** Relative standard error of the nodes' work per pod that one trial shows. */
const pointError = 0.08;

/**
 * The line through trials' work per pod over the starts beside each, by Theil and Sen's estimator (the median of the
 * slopes between all pairs, which a single disturbed trial does not move). How much it counts beside the prior follows
 * from how far the trials are apart: a ramp of 20 pods says little of 100.
 */
export function contentionOf(trials: readonly StartWork[]): Contention | undefined {
  const known = trials.filter(({ perPod }) => perPod > 0);
  if (known.length === 0) return undefined;
  const beside = known.map((trial) => trial.beside);
  const apart = Math.max(...beside) - Math.min(...beside);
  const weight = prior.error ** 2 / (prior.error ** 2 + (pointError / Math.max(apart, 1)) ** 2);
  const each = (1 - weight) * prior.each + weight * (apart < 1 ? prior.each : slopeOf(known));
  return { alone: median(known.map((trial) => trial.perPod / (1 + each * trial.beside))), each };
}

/** Relative to the work alone; more at once cannot be less work. */
function slopeOf(trials: readonly StartWork[]): number {
  const { slope, intercept } = new TheilSenRegression(
    trials.map(({ beside }) => beside),
    trials.map(({ perPod }) => perPod),
  );
  return slope > 0 && intercept > 0 ? slope / intercept : 0;
}

/** How many other starts went on beside one on nodes with a kubelet, on average over the starts' time. */
export function startsBeside(record: TrialRecord): number {
  const starts = onKubelets(record).timeline.containers.flatMap(({ points }) => {
    const [from, to] = [points["pod-delivered"], points["container-running"]];
    return from === undefined || to === undefined ? [] : [{ from: from.seconds, to: to.seconds }];
  });
  const alone = sum(starts.map(({ from, to }) => Math.max(0, to - from)));
  if (alone <= 0) return 0;
  return (overlapping(starts) - alone) / alone;
}

/** The integral over time of the square of how many go on. */
function overlapping(starts: readonly { readonly from: number; readonly to: number }[]): number {
  const changes = starts.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ]);
  let [area, count, before] = [0, 0, 0];
  for (const { at, by } of changes.toSorted((a, b) => a.at - b.at)) {
    area += count ** 2 * (at - before);
    count += by;
    before = at;
  }
  return area;
}

/** What a trial shows of the work of its pods' starts; nothing where its processors were not sampled. */
export function startWorkOf(
  record: TrialRecord,
  background: ServiceTimes["background"],
): readonly StartWork[] {
  const { startedAt } = record.timeline;
  const { seconds, work } = workBetween(
    usesOf(record),
    startedAt,
    startedAt + record.deploymentSeconds * 1000,
  );
  const { pods } = countsOf(record);
  if (seconds < 0.5 * record.deploymentSeconds || pods === 0) return [];
  const perPod = (work.node - background.node * seconds) / pods;
  return [{ beside: startsBeside(record), perPod }];
}
