import type { Plan } from "../../experiments/index.ts";
import type { OwnKnowledge, Setting } from "../../knowledge/index.ts";
import type { Rule } from "../../rules/index.ts";
import { accountsOf, factsOf, judgeRules, type Account } from "../diagnose/index.ts";
import { readPlan, readTrials, type Finding } from "../store/index.ts";
import type { TrialRecord } from "../trial/index.ts";
import { medianTrial } from "../trial/median-trial.ts";
import { isOfBaseline, isOfWarmUp, warmUpIn } from "./calibration.ts";
import { findingNoiseOf, secondsOf } from "./compare.ts";
import { trialsToExplain } from "./explained-trials.ts";
import { modelContext } from "./judge.ts";
import { resultOfRun, verdictsThen, type VerdictThen } from "./stored-verdicts.ts";
import { trialModel } from "./trial-model.ts";

/** How today's rules come to what they say of trials of a run. */
export interface ExplainedRun {
  readonly folder: string;
  readonly experiment: string;
  readonly kubernetes: string;
  /** The trial that all facts are from: the one of median time. */
  readonly trial: TrialRecord;
  readonly settings: readonly Setting[];
  /** All trials under these settings that were judged together. */
  readonly trials: readonly { readonly label: string; readonly deploymentSeconds: number }[];
  readonly noiseSeconds: number;
  readonly accounts: readonly Account[];
  /** Where the result that is stored says otherwise than today's rules. */
  readonly otherwise: readonly VerdictThen[];
  /** What was done about causes, and what came of it. */
  readonly findings: readonly Finding[];
}

/**
 * Explains the verdicts on trials of a run from its folder alone, with the model calibrated on the run's own warm-up
 * where it has one.
 * @param wanted "baseline", "final", or the label of a trial or of several ("change-1")
 * @param loadRules gives the rules for the folders and the parameters that the experiment names
 * @throws StoreError when the folder is no run, or has no such trial
 */
export async function explainRun(
  folder: string,
  wanted: string,
  loadRules: (folders: readonly string[], own?: OwnKnowledge) => Promise<readonly Rule[]>,
): Promise<ExplainedRun> {
  const plan = await readPlan(folder);
  const trials = await trialsToExplain(folder, plan, wanted);
  const trial = medianTrial(trials);
  const noiseSeconds = findingNoiseOf(secondsOf(trials));
  const rules = await loadRules(plan.tuning.rules, plan.own);
  const model = await modelOf(folder, plan, wanted === "baseline" ? trials : undefined);
  const facts = factsOf(trials, {
    plan,
    noiseSeconds,
    ...(model === undefined ? {} : { model: modelContext(model, trial.settings) }),
  });
  const accounts = accountsOf(await judgeRules(rules, facts));
  const result = await resultOfRun(folder);
  return {
    folder,
    experiment: plan.experiment,
    kubernetes: plan.kubernetes,
    trial,
    settings: trial.settings,
    trials: trials.map(({ label, deploymentSeconds }) => ({ label, deploymentSeconds })),
    noiseSeconds,
    accounts,
    otherwise: result === undefined ? [] : verdictsThen(result, wanted, accounts),
    findings: result?.findings ?? [],
  };
}

/** Of a run that was only watched there is no warm-up, and so no model. */
async function modelOf(folder: string, plan: Plan, baseline: readonly TrialRecord[] | undefined) {
  const warmup = warmUpIn(await readTrials(folder, isOfWarmUp));
  const measured = baseline ?? (await readTrials(folder, isOfBaseline));
  return warmup === undefined || measured.length === 0 ? undefined : trialModel(plan, warmup, measured);
}
