import { findAnyParameter } from "../../knowledge/index.ts";
import type { Plan } from "../../experiments/index.ts";
import { refusalOf, type ServiceTimes } from "../model/index.ts";
import { readPlan, readTrials, StoreError } from "../store/index.ts";
import type { TrialRecord } from "../trial/index.ts";
import { trialModel, type TrialModel, type Warmup } from "./trial-model.ts";

/** A run's model, calibrated anew from its warm-up and checked against its baseline. */
export interface RunModel {
  readonly plan: Plan;
  readonly model: TrialModel;
  readonly baseline: readonly TrialRecord[];
}

/**
 * Makes the model of a run anew.
 * @param purpose what the run cannot be when it lacks something, a participle
 * @throws StoreError when the folder holds no warm-up or no baseline, or settings that knowledge does not know
 */
export async function modelOfRun(folder: string, purpose: string): Promise<RunModel> {
  const plan = await readPlan(folder);
  const recorded = await readTrials(folder, (label) => isOfWarmUp(label) || isOfBaseline(label));
  const warmup = warmUpIn(recorded);
  const baseline = recorded.filter(({ label }) => isOfBaseline(label));
  if (warmup === undefined || baseline.length === 0)
    throw new StoreError(
      `${folder} cannot be ${purpose}: expected trials/warm-up-single.json and trials/baseline-1.json, run the experiment again`,
    );
  const unknown = plan.settings.find(({ parameter }) => findAnyParameter(parameter, plan.own) === undefined);
  if (unknown !== undefined)
    throw new StoreError(
      `${folder} cannot be ${purpose}: its plan sets ${unknown.parameter}, expected a parameter that "columbo knowledge list" shows, run the experiment again`,
    );
  return { plan, model: trialModel(plan, warmup, baseline), baseline };
}

/** Whether a trial is of the warm-up. */
export function isOfWarmUp(label: string): boolean {
  return label.startsWith("warm-up-");
}

/** The warm-up among these trials; undefined without one. */
export function warmUpIn(trials: readonly TrialRecord[]): Warmup | undefined {
  const single = trials.find(({ label }) => label === "warm-up-single");
  const ramp = trials.find(({ label }) => label === "warm-up-ramp");
  return single && { single, ...(ramp === undefined ? {} : { ramp }) };
}

/** Whether a trial measured the experiment as it was before any change. */
export function isOfBaseline(label: string): boolean {
  return label.startsWith("baseline-");
}

/**
 * What the work of a run's cluster took.
 * @throws StoreError also when the model missed the run's own baseline by more than it admits to
 */
export async function calibrationOf(folder: string): Promise<ServiceTimes> {
  const { plan, model } = await modelOfRun(folder, "calibrated on");
  const refusal = refusalOf(model.baseline);
  if (refusal !== undefined)
    throw new StoreError(`${folder} cannot be calibrated on: ${refusal.reason}, take a run whose model fits`);
  return model.inputFor(plan.settings).service;
}
