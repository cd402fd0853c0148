import type { Plan } from "../../experiments/index.ts";
import { observedOf, type Result } from "../store/index.ts";
import { isComplete } from "../trial/index.ts";
import { medianTrial } from "../trial/median-trial.ts";
import { phaseOf, type ModelledStages } from "./phase.ts";
import type { TrialModel } from "./trial-model.ts";
import type { Measured } from "./measured.ts";
import type { Tuning } from "./tune.ts";
import { endingOf } from "./ending.ts";
import { headlineOf, verdictOf } from "./verdict.ts";

/** A result before the cluster is gone: how long the command took is known only then. */
export type Outcome = Omit<Result, "environment">;

/**
 * The result of a run whose baseline was measured. The best case is taken once, from all that the run taught, so
 * that baseline and final are held against the same.
 */
export function resultOf(plan: Plan, model: TrialModel, baseline: Measured, tuning: Tuning): Outcome {
  const { final, findings, ruledOut, cannotTell, iterations, notes, failure } = tuning;
  const [before, after] = [endingOf(baseline.trials), endingOf(final.trials)];
  // Of times that are lower bounds no share can be told.
  const isWhole = before.incomplete === undefined && after.incomplete === undefined;
  const verdict = verdictOf(tuning);
  const best = model.bestCase();
  return {
    ...common(plan),
    verdict,
    headline: headlineOf(plan, verdict, tuning.left, before, after),
    baseline: phase(baseline, best),
    ...(final === baseline
      ? {}
      : {
          final: phase(final, best),
          ...(isWhole ? { change: after.seconds / before.seconds - 1 } : {}),
        }),
    findings: [...findings],
    ruledOut: [...ruledOut],
    cannotTell: [...cannotTell],
    iterations,
    model: {
      ...(baseline.trials.some(isComplete) ? { baselineErrorPercent: model.baseline.errorPercent } : {}),
      ...(model.notes.length === 0 ? {} : { note: model.notes.join("; ") }),
    },
    observed: observedOf(medianTrial(baseline.trials), plan),
    settings: [...final.settings],
    ...(notes.length === 0 ? {} : { notes: [...notes] }),
    ...(failure === undefined ? {} : { failure: failure.message }),
  };
}

/** The result of a run that failed before its baseline was measured. */
export function failedResult(plan: Plan, failure: string): Outcome {
  return {
    ...common(plan),
    verdict: "failed",
    headline: `${plan.experiment}: a trial failed`,
    findings: [],
    ruledOut: [],
    cannotTell: [],
    iterations: 0,
    model: {},
    settings: [...plan.settings],
    failure,
  };
}

function common({ experiment, provider, kubernetes }: Plan) {
  return { schema: 1 as const, experiment, provider, kubernetes };
}

function phase({ trials, predicted = {} }: Measured, best: ModelledStages) {
  return phaseOf(trials, predicted, best);
}
