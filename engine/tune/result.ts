import type { Plan } from "../../experiments/index.ts";
import type { Result } from "../store/index.ts";
import { phaseOf } from "./phase.ts";
import { spreadOf } from "./compare.ts";
import type { TrialModel } from "./trial-model.ts";
import type { Measured } from "./measured.ts";
import type { Tuning } from "./tune.ts";

/** The result of a run whose trials all came to their end. */
export function resultOf(
  plan: Plan,
  model: TrialModel,
  baseline: Measured,
  tuning: Tuning,
  environment: Result["environment"],
): Result {
  const [before, after] = [medianSeconds(baseline), medianSeconds(tuning.final)];
  const change = after / before - 1;
  const verdict = verdictOf(tuning);
  const { errorPercent } = model.baseline;
  const prediction = model.predictFor(plan.settings);
  return {
    ...common(plan, environment),
    verdict,
    headline: headlineOf(plan, verdict, tuning, before, after),
    baseline: phase(model, baseline),
    final: phase(model, tuning.final),
    change,
    findings: [...tuning.findings],
    ruledOut: [...tuning.ruledOut],
    cannotTell: [...tuning.cannotTell],
    iterations: tuning.iterations,
    model: {
      baselineErrorPercent: errorPercent,
      ...(prediction.refused ? { note: prediction.reason } : {}),
    },
    settings: [...tuning.final.settings],
  };
}

/** The result of a run that a failed trial ended. */
export function failedResult(plan: Plan, failure: string, environment: Result["environment"]): Result {
  return {
    ...common(plan, environment),
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

function common(plan: Plan, environment: Result["environment"]) {
  const { experiment, provider, kubernetes } = plan;
  return { schema: 1 as const, experiment, provider, kubernetes, environment };
}

function phase(model: TrialModel, { settings, trials }: Measured) {
  const prediction = model.predictFor(settings);
  return phaseOf(trials, prediction.refused ? {} : prediction.stages, model.bestCase());
}

function medianSeconds({ trials }: Measured): number {
  return spreadOf(trials.map(({ deploymentSeconds }) => deploymentSeconds)).median;
}

function verdictOf({ findings, cannotTell, outside }: Tuning): Result["verdict"] {
  if (findings.some(({ outcome }) => outcome === "kept")) return "improved";
  if (outside) return "outside-parameters";
  return findings.length === 0 && cannotTell.length > 0 ? "cannot-tell" : "nothing-to-tune";
}

function headlineOf(
  { workload }: Plan,
  verdict: Result["verdict"],
  { findings }: Tuning,
  before: number,
  after: number,
): string {
  const what = `${workload.instances} ${workload.method === "container" ? "containers" : "pods"}`;
  if (verdict === "improved") {
    const percent = Math.round((after / before - 1) * 100);
    return `${what} in ${readable(before)} -> ${readable(after)}, ${percent} %`;
  }
  const [cause] = findings;
  const tail = {
    "nothing-to-tune": "nothing worth changing",
    "outside-parameters": `held back by ${cause?.cause ?? "something"}, nothing was changed`,
    "cannot-tell": "what holds it back could not be told",
    failed: "a trial failed",
  }[verdict];
  return `${what} in ${readable(before)}: ${tail}`;
}

function readable(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}
