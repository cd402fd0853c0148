import {
  asEvaluated,
  economyOf,
  paceGuesser,
  partsOf,
  searchJointly,
  simulatedEvaluation,
  spaceOf,
  withCost,
  type JointResult,
} from "../engine/search/index.ts";
import { createRandom } from "../engine/model/index.ts";
import { findParameter, type Parameter, type Setting } from "../knowledge/index.ts";
import type { Landscape } from "./landscapes/index.ts";
import type { Optuna, SampledParameter, Study } from "./optuna/optuna.ts";

/**
 * What all searches minimise: the deployment time alone, or with what the change costs on top: 1 % of it for each
 * doubling of a parameter, or halving, or switch that changes.
 */
export const objectives = ["time", "time with cost"] as const;
export type Objective = (typeof objectives)[number];

/** What a search evaluated. */
export interface Run {
  /** Of the objective, in order. */
  readonly seconds: readonly number[];
  /** Of the values that it recommends in the end, where it recommends any. */
  readonly recommended?: number;
}

/** Evaluates until a value is low enough, or so many evaluations were made. */
export type Searcher = (seed: number, evaluations: number, enough: number) => Promise<Run>;

/** Evaluations of a run that only looks for the best there is. */
const longRun = 1500;

interface Searchers {
  /** Of the objective with the present values, from which all of them begin. */
  readonly present: number;
  readonly ours: Searcher & { readonly long: () => Promise<Run> };
  /** None without Optuna. */
  readonly tpe?: Searcher;
  readonly random: Searcher;
}

/** The searches over one landscape; all evaluate the same function over the same parameters and ranges. */
export function searchersFor(
  { input, parameters }: Landscape,
  optuna: Optuna | undefined,
  objective: Objective,
): Searchers {
  const known = parameters.map((id) => {
    const parameter = findParameter(id);
    if (parameter === undefined) throw new TypeError(`no parameter ${id}`);
    return parameter;
  });
  const evaluate = simulatedEvaluation(input);
  const space = spaceOf(partsOf(known, input.limits));
  const guesser = paceGuesser(space, asEvaluated(input));
  const isCosted = objective === "time with cost";
  const worth = (seconds: number, settings: readonly Setting[]): number =>
    isCosted ? withCost(seconds, settings, input.limits) : seconds;
  const search = (budget: number, fraction: number): Promise<Run> => {
    const found = searchJointly(space, evaluate, {
      fraction,
      budget,
      ...(guesser === undefined ? {} : { guesser }),
      ...(isCosted ? { economy: economyOf(input) } : {}),
    });
    const worthOf = ({ evaluation, settings }: JointResult["present"]): number =>
      worth(evaluation.seconds, settings);
    return Promise.resolve({
      seconds: found.evaluations.map(worthOf),
      recommended: worthOf(found.recommended),
    });
  };
  const sampled = known.map(sampledOf);
  const first = Object.fromEntries(
    sampled.map((parameter) => [parameter.id, nowOf(parameter, input.limits)]),
  );
  const told = (enough: number, evaluations: number) => {
    const seconds: number[] = [];
    const tell = (settings: readonly Setting[]): number | undefined => {
      if (seconds.length >= evaluations || (seconds.at(-1) ?? Infinity) <= enough) return undefined;
      const found = worth(evaluate(settings).seconds, settings);
      seconds.push(found);
      return found;
    };
    return { seconds, tell };
  };
  const sampler =
    (name: Study["sampler"], from: Optuna): Searcher =>
    async (seed, evaluations, enough) => {
      const { seconds, tell } = told(enough, evaluations);
      await from.study({ sampler: name, seed, space: sampled, first }, tell);
      return { seconds };
    };
  const own: Searcher = (seed, evaluations, enough) => {
    const { seconds, tell } = told(enough, evaluations);
    for (const settings of drawnSettings(sampled, first, seed)) if (tell(settings) === undefined) break;
    return Promise.resolve({ seconds });
  };
  return {
    present: worth(evaluate([]).seconds, []),
    ours: Object.assign((_seed: number, evaluations: number) => search(evaluations, 0.03), {
      long: () => search(longRun, 0),
    }),
    random: own,
    ...(optuna === undefined ? {} : { tpe: sampler("tpe", optuna), random: sampler("random", optuna) }),
  };
}

/** The present values, then others by chance on the same scales as Optuna's, without an end. */
function* drawnSettings(
  space: readonly SampledParameter[],
  first: Readonly<Record<string, number | boolean>>,
  seed: number,
): Generator<readonly Setting[]> {
  const random = createRandom(seed);
  yield Object.entries(first).map(([parameter, value]) => ({ parameter, value }));
  for (;;)
    yield space.map(({ id, type, min, max }) => {
      const value = min * (max / min) ** random();
      if (type === "boolean") return { parameter: id, value: random() < 0.5 };
      return { parameter: id, value: type === "integer" ? Math.round(value) : value };
    });
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
