import type { OwnKnowledge } from "../../knowledge/index.ts";
import type { Rule } from "../../rules/index.ts";
import type { Diagnosis } from "../diagnose/index.ts";
import { modelOfRun } from "./calibration.ts";
import { judge } from "./judge.ts";

/**
 * Judges the baseline of a run folder again, with the model calibrated on the run's own warm-up.
 * @param loadRules gives the rules for the folders and the parameters that the experiment names
 * @throws as `modelOfRun` does
 */
export async function judgeRun(
  folder: string,
  loadRules: (folders: readonly string[], own?: OwnKnowledge) => Promise<readonly Rule[]>,
): Promise<Diagnosis> {
  const { plan, model, baseline } = await modelOfRun(folder, "judged");
  return judge(plan, await loadRules(plan.tuning.rules, plan.own), model, {
    settings: plan.settings,
    trials: baseline,
  });
}
