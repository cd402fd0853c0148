import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { mean, median } from "simple-statistics";
import type { Prediction, Refusal } from "../../engine/model/index.ts";
import { readPlan, readTrials } from "../../engine/store/index.ts";
import type { TrialRecord } from "../../engine/trial/index.ts";
import type { Plan } from "../../experiments/index.ts";
import { othersCores } from "../../engine/trial/processor-use.ts";
import { trialModel } from "../../engine/tune/trial-model.ts";

/** Trials of one series under one configuration, with what the model said of them before it saw any of them. */
export interface Judged {
  readonly series: string;
  /** "baseline", or the name of a change. */
  readonly settings: string;
  /** Seconds of each trial that measured the cluster alone. */
  readonly measured: readonly number[];
  /** How many others did not. */
  readonly disturbed: number;
  readonly prediction: Prediction | Refusal;
}

const warmUp = /^warm-up-/;

/**
 * Judges recorded series as Columbo judges them itself: the baseline is predicted from the warm-up alone, changes from
 * the warm-up and the baseline. @throws StoreError for a folder that holds no recorded series
 */
export async function judgeFolder(folder: string): Promise<readonly Judged[]> {
  const names = (await readdir(folder)).toSorted(byNumber);
  const judged: Judged[] = [];
  for (const name of names) judged.push(...(await judgeSeries(join(folder, name), name)));
  return judged;
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

async function judgeSeries(folder: string, series: string): Promise<readonly Judged[]> {
  try {
    return judgeTrials(await readPlan(folder), await readTrials(folder), series);
  } catch (cause) {
    throw new Error(`${folder} cannot be judged: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** Judges the trials of one series. @throws Error when its warm-up or its baseline is missing */
export function judgeTrials(plan: Plan, trials: readonly TrialRecord[], series: string): readonly Judged[] {
  const single = trials.find(({ label }) => label === "warm-up-single");
  const ramp = trials.find(({ label }) => label === "warm-up-ramp");
  const groups = Map.groupBy(
    trials.filter(({ label }) => !warmUp.test(label)),
    ({ label }) => label.replace(/-\d+$/, ""),
  );
  const baseline = groups.get("baseline");
  if (single === undefined || baseline === undefined)
    throw new Error("expected the trials of a warm-up and of a baseline; measure the series again");
  const model = trialModel(plan, { single, ...(ramp === undefined ? {} : { ramp }) }, baseline);
  return [...groups].map(([settings, group]) => {
    const measured = group.filter(isUndisturbed).map(({ deploymentSeconds }) => deploymentSeconds);
    return {
      series,
      settings,
      measured,
      disturbed: group.length - measured.length,
      prediction: settings === "baseline" ? model.baselinePrediction() : model.predictFor(settingsOf(group)),
    };
  });
}

/** From this share of the cores on, what other programs do during a trial is what it measures. */
const disturbance = 0.08;

function isUndisturbed({ cpu, cores }: TrialRecord): boolean {
  return cpu.length === 0 || mean(cpu.map((sample) => othersCores(sample, cores))) < disturbance * cores;
}

function settingsOf([first]: readonly TrialRecord[]): TrialRecord["settings"] {
  return first?.settings ?? [];
}

/** (predicted - measured) / measured of the median trial, in percent; undefined where there is none. */
export function errorPercentOf({ measured, prediction }: Judged): number | undefined {
  if (prediction.refused || measured.length === 0) return undefined;
  const middle = median([...measured]);
  return (100 * (prediction.deploymentSeconds - middle)) / middle;
}

/** How many single trials the intervals held. */
export function coverageOf(judged: readonly Judged[]): { readonly inside: number; readonly all: number } {
  const held = judged.flatMap(({ measured, prediction }) =>
    prediction.refused
      ? []
      : measured.map((seconds) => seconds >= prediction.low && seconds <= prediction.high),
  );
  return { inside: held.filter(Boolean).length, all: held.length };
}
