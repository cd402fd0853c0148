import { findParameter, type Setting } from "../../knowledge/index.ts";
import { limitValue, predict, type Prediction, type SimulationInput } from "../model/index.ts";
import { curveOf, type Curve } from "./curve.ts";
import { dimensionsOf } from "./dimensions.ts";
import { createEvaluator, withChanges } from "./evaluate.ts";
import { neighbours } from "./neighbours.ts";
import { smallestEnough } from "./smallest.ts";

/** What is looked for, and within which bounds. */
export interface SearchRequest {
  /** The parameters that the cause suggests, by name; those that go with them are added where allowed. */
  readonly parameters: readonly string[];
  /** Every parameter that may be changed, by name. */
  readonly allowed: readonly string[];
  /** The workload under the present limits. */
  readonly input: SimulationInput;
  /** How near to the best a value must come to be enough; 0.03 = 3 %. */
  readonly fraction?: number;
  /** Seconds that a change must be predicted to save to be worth a try. */
  readonly minGainSeconds: number;
  /** Simulations at most. */
  readonly budget?: number;
}

/** Values worth a try. */
export interface Candidate {
  /** New values of everything that this candidate changes. */
  readonly settings: readonly Setting[];
  /** With all other settings as they are. */
  readonly prediction: Prediction;
  /** Seconds that the prediction saves against the present settings. */
  readonly gainSeconds: number;
}

export interface SearchResult {
  /** The recommended one first, then the next bigger and the next smaller, in case it does not prove itself. */
  readonly candidates: readonly Candidate[];
  /** Why there is no candidate, one sentence. */
  readonly reason?: string;
  readonly curves: readonly Curve[];
  /** Under the present settings. */
  readonly present: Prediction;
  readonly simulations: number;
}

const defaultFraction = 0.03;
const defaultBudget = 300;

/**
 * Chooses the smallest values whose simulated deployment time is within a fraction of the best that any value
 * reaches, both as things are and with every other allowed limiter lifted: otherwise the next limiter would hide
 * how far this one must go, and it would have to be raised a second time. Whether a change is worth a try is
 * judged with the others as they are, since that is what the next trials will measure.
 */
export function chooseValues(request: SearchRequest): SearchResult {
  const { input, minGainSeconds, fraction = defaultFraction, budget = defaultBudget } = request;
  const evaluate = createEvaluator(input, budget);
  const own = withCompanions(request.parameters, request.allowed);
  const dimensions = dimensionsOf(own, input.limits);
  const others = dimensionsOf(
    canonical(request.allowed).filter((id) => !own.includes(id)),
    input.limits,
  ).flatMap(({ lifted }) => lifted);
  const present = predict(input);
  const chosen = smallestEnough(dimensions, [others, []], evaluate, fraction);
  const curves = dimensions.map((dimension) => curveOf(dimension, others, evaluate));
  const changed = (settings: readonly Setting[]): readonly Setting[] =>
    settings.filter(({ parameter, value }) => input.limits[parameter] !== limitValue(value));
  const make = (settings: readonly Setting[]): Candidate => {
    const prediction = predict({ ...input, limits: withChanges(input.limits, settings) });
    return { settings, prediction, gainSeconds: present.deploymentSeconds - prediction.deploymentSeconds };
  };
  const refuse = (reason: string): SearchResult => ({
    candidates: [],
    reason,
    curves,
    present,
    simulations: evaluate.spent(),
  });

  const settings = changed(chosen.flatMap((option) => option.settings));
  if (dimensions.length === 0)
    return refuse("none of the suggested parameters may be changed and bounds the simulated path");
  if (settings.length === 0)
    return refuse(`no other value of ${own.join(", ")} makes the simulated deployment faster`);
  const best = make(settings);
  if (best.gainSeconds < minGainSeconds)
    return refuse(
      `changing ${settings.map(({ parameter }) => parameter).join(", ")} is predicted to save ${Math.max(0, best.gainSeconds).toFixed(1)} s, less than the ${minGainSeconds.toFixed(1)} s that trials can tell from noise`,
    );
  const alternates = [neighbours(dimensions, chosen, "bigger"), neighbours(dimensions, chosen, "smaller")]
    .filter((options) => options !== undefined)
    .map((options) => make(changed(options.flatMap((option) => option.settings))))
    .filter(({ gainSeconds }) => gainSeconds >= minGainSeconds);
  return { candidates: [best, ...alternates], curves, present, simulations: evaluate.spent() };
}

/** The suggested parameters that may be changed, with those that go with them. */
function withCompanions(suggested: readonly string[], allowed: readonly string[]): readonly string[] {
  const may = new Set(canonical(allowed));
  const companions = suggested.flatMap((id) => findParameter(id)?.goesWith ?? []);
  return canonical([...suggested, ...companions]).filter((id) => may.has(id));
}

/** Names as knowledge spells them, each once; unknown ones are left out. */
function canonical(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.flatMap((id) => findParameter(id)?.id ?? []))];
}
