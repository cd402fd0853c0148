import type { Rule } from "../../rules/index.ts";
import { counted } from "../counted.ts";
import type { ShownTrials } from "../store/index.ts";
import { isComplete } from "../trial/index.ts";
import { medianTrial } from "../trial/median-trial.ts";
import { budgetOf } from "./budget.ts";
import type { Measured } from "./measured.ts";
import { resultOf, type Outcome } from "./result.ts";
import type { Session } from "./session.ts";
import { trialModel, type Warmup } from "./trial-model.ts";
import { tune } from "./tune.ts";

/** What came of a run on its cluster. */
export interface Tuned {
  readonly outcome: Outcome;
  readonly shown: ShownTrials;
  /** Why the run failed; its outcome says so too. */
  readonly failure?: Error;
}

/**
 * Warm-up, baseline, and the changes with their proof.
 * @param startedAt when the command began, milliseconds since the epoch
 * @throws what a trial throws before the baseline is measured; later failures are part of the outcome
 */
export async function measureAndTune(
  session: Session,
  rules: readonly Rule[],
  startedAt: number,
): Promise<Tuned> {
  const { plan, emit } = session;
  emit({ type: "phase", text: "Warm-up: what one pod, and a few, take on this cluster" });
  const warmup = await warmUp(session);
  const { instances, method } = plan.workload;
  const { repeats } = plan.tuning;
  emit({
    type: "phase",
    text: `Baseline: ${instances} containers, method ${method}, ${counted(repeats, "trial")}`,
  });
  // One trial that does not come to its end says what another would say.
  const trials = await session.repeat("baseline", { enough: (soFar) => !soFar.every(isComplete) });
  const model = trialModel(plan, warmup, trials);
  const baselinePrediction = model.baselinePrediction();
  const baseline: Measured = {
    settings: plan.settings,
    trials,
    ...(baselinePrediction.refused ? {} : { predicted: baselinePrediction.stages }),
  };
  const tuning = await tune(session, rules, model, baseline, budgetOf(plan.tuning, startedAt));
  const { final, failure } = tuning;
  return {
    outcome: resultOf(plan, model, baseline, tuning),
    shown: {
      before: medianTrial(trials).label,
      ...(final === baseline ? {} : { after: medianTrial(final.trials).label }),
    },
    ...(failure === undefined ? {} : { failure }),
  };
}

/** A Job of a single pod, whatever owns the others, which also warms kubectl's cache of the API, and then a few: the model is calibrated on them. */
async function warmUp(session: Session): Promise<Warmup> {
  const { workload, tuning } = session.plan;
  const { kind: _kind, ...asJob } = workload;
  const few = (instances: number): Parameters<Session["trial"]>[1] => ({
    workload: { ...asJob, method: "pod", instances },
  });
  const single = await session.trial("warm-up-single", few(1));
  const pods = Math.min(tuning.warmup, workload.instances);
  return pods < 2 || !isComplete(single)
    ? { single }
    : { single, ramp: await session.trial("warm-up-ramp", few(pods)) };
}
