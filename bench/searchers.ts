import {
  asEvaluated,
  paceGuesser,
  partsOf,
  searchJointly,
  simulatedEvaluation,
  spaceOf,
} from "../engine/search/index.ts";
import { findParameter, type Parameter, type Setting } from "../knowledge/index.ts";
import type { Landscape } from "./landscapes/index.ts";
import type { Optuna, SampledParameter, Study } from "./optuna/optuna.ts";

/** What a search evaluated. */
export interface Run {
  /** In order. */
  readonly seconds: readonly number[];
  /** Of the values that it recommends in the end, where it recommends any. */
  readonly recommended?: number;
}

/** Evaluates until a value is low enough, or so many evaluations were made. */
export type Searcher = (seed: number, evaluations: number, enough: number) => Promise<Run>;

/** Evaluations of a run that only looks for the best there is. */
const longRun = 1500;

interface Searchers {
  /** Seconds with the present values, from which all of them begin. */
  readonly present: number;
  readonly ours: Searcher & { readonly long: () => Promise<Run> };
  readonly tpe: Searcher;
  readonly random: Searcher;
}

/** The searches over one landscape; all evaluate the same function over the same parameters and ranges. */
export function searchersFor({ input, parameters }: Landscape, optuna: Optuna): Searchers {
  const known = parameters.map((id) => {
    const parameter = findParameter(id);
    if (parameter === undefined) throw new TypeError(`no parameter ${id}`);
    return parameter;
  });
  const evaluate = simulatedEvaluation(input);
  const space = spaceOf(partsOf(known, input.limits));
  const guesser = paceGuesser(space, asEvaluated(input));
  const search = (budget: number, fraction: number): Promise<Run> => {
    const found = searchJointly(space, evaluate, {
      fraction,
      budget,
      ...(guesser === undefined ? {} : { guesser }),
    });
    const seconds = found.evaluations.map(({ evaluation }) => evaluation.seconds);
    return Promise.resolve({ seconds, recommended: found.recommended.evaluation.seconds });
  };
  const sampled = known.map(sampledOf);
  const first = Object.fromEntries(
    sampled.map((parameter) => [parameter.id, nowOf(parameter, input.limits)]),
  );
  const sampler =
    (name: Study["sampler"]): Searcher =>
    async (seed, evaluations, enough) => {
      const seconds: number[] = [];
      await optuna.study({ sampler: name, seed, space: sampled, first }, (settings: readonly Setting[]) => {
        if (seconds.length >= evaluations || (seconds.at(-1) ?? Infinity) <= enough) return undefined;
        const found = evaluate(settings);
        seconds.push(found.seconds);
        return found.seconds;
      });
      return { seconds };
    };
  return {
    present: evaluate([]).seconds,
    ours: Object.assign((_seed: number, evaluations: number) => search(evaluations, 0.03), {
      long: () => search(longRun, 0),
    }),
    tpe: sampler("tpe"),
    random: sampler("random"),
  };
}

/** A value of 0 has no place on a logarithmic scale, and none of these parameters needs it. */
function sampledOf({ id, type, range }: Parameter): SampledParameter {
  if (type !== "integer" && type !== "number" && type !== "boolean")
    throw new TypeError(`${id} is no number`);
  return { id, type, min: Math.max(type === "integer" ? 1 : 1e-3, range?.min ?? 0), max: range?.max ?? 1 };
}

function nowOf(
  { id, type, min }: SampledParameter,
  limits: Readonly<Record<string, number>>,
): number | boolean {
  const now = limits[id] ?? min;
  return type === "boolean" ? now !== 0 : Math.max(min, now);
}
