import type { Plan } from "../../experiments/index.ts";
import type { Setting } from "../../knowledge/index.ts";
import type { Rule } from "../../rules/index.ts";
import { diagnose, factsOf, type Diagnosis, type FactContext, type FactSet } from "../diagnose/index.ts";
import { findingNoiseOf, secondsOf } from "./compare.ts";
import type { Measured } from "./measured.ts";
import type { TrialModel } from "./trial-model.ts";

/** A diagnosis with the facts that it was made from. */
export interface JudgedTrials extends Diagnosis {
  readonly facts: FactSet;
}

/** What the rules say about trials under one configuration; needs no cluster. */
export async function judge(
  plan: Plan,
  rules: readonly Rule[],
  model: TrialModel,
  { settings, trials }: Measured,
): Promise<JudgedTrials> {
  const noiseSeconds = findingNoiseOf(secondsOf(trials));
  const facts = factsOf(trials, { plan, noiseSeconds, model: modelContext(model, settings) });
  return { ...(await diagnose(rules, facts)), facts };
}

/** What the model says of trials under these settings. */
export function modelContext(
  model: TrialModel,
  settings: readonly Setting[],
): NonNullable<FactContext["model"]> {
  const predicted = model.predictStagesFor(settings);
  const unloadedStart = model.unloadedStart();
  return {
    bestCase: model.bestCase(),
    ...(predicted === undefined ? {} : { predicted }),
    ...(unloadedStart === undefined ? {} : { unloadedStart }),
  };
}
