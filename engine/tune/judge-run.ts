import { findParameter } from "../../knowledge/index.ts";
import type { Rule } from "../../rules/index.ts";
import type { Diagnosis } from "../diagnose/index.ts";
import { readPlan, readTrials, StoreError } from "../store/index.ts";
import { judge } from "./judge.ts";
import { trialModel } from "./trial-model.ts";

/**
 * Judges the baseline of a run folder again, with the model calibrated on the run's own warm-up.
 * @param loadRules gives the rules for the folders that the experiment names
 * @throws StoreError when the folder holds no warm-up or no baseline, or settings that knowledge does not know
 */
export async function judgeRun(
  folder: string,
  loadRules: (folders: readonly string[]) => Promise<readonly Rule[]>,
): Promise<Diagnosis> {
  const plan = await readPlan(folder);
  const recorded = await readTrials(folder);
  const single = recorded.find(({ label }) => label === "warm-up-single");
  const ramp = recorded.find(({ label }) => label === "warm-up-ramp");
  const trials = recorded.filter(({ label }) => label.startsWith("baseline-"));
  if (single === undefined || trials.length === 0)
    throw new StoreError(
      `${folder} cannot be judged: expected trials/warm-up-single.json and trials/baseline-1.json, run the experiment again`,
    );
  const unknown = plan.settings.find(({ parameter }) => findParameter(parameter) === undefined);
  if (unknown !== undefined)
    throw new StoreError(
      `${folder} cannot be judged: its plan sets ${unknown.parameter}, expected a parameter that "columbo knowledge list" shows, run the experiment again`,
    );
  const model = trialModel(plan, { single, ...(ramp === undefined ? {} : { ramp }) }, trials);
  return judge(plan, await loadRules(plan.tuning.rules), model, { settings: plan.settings, trials });
}
