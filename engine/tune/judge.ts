import type { Plan } from "../../experiments/index.ts";
import type { Rule } from "../../rules/index.ts";
import { diagnose, factsOf, type Diagnosis, type FactSet } from "../diagnose/index.ts";
import { noiseOf, secondsOf } from "./compare.ts";
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
  const predicted = model.predictStagesFor(settings);
  const unloadedStart = model.unloadedStart();
  const facts = factsOf(trials, {
    plan,
    noiseSeconds: noiseOf(secondsOf(trials)),
    model: {
      bestCase: model.bestCase(),
      ...(predicted === undefined ? {} : { predicted }),
      ...(unloadedStart === undefined ? {} : { unloadedStart }),
    },
  });
  return { ...(await diagnose(rules, facts)), facts };
}
