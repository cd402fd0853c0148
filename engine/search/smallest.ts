import type { Setting } from "../../knowledge/index.ts";
import type { Dimension, Option } from "./dimensions.ts";
import type { Evaluator } from "./evaluate.ts";
import { scan } from "./scan.ts";

/**
 * The smallest option of each dimension with which the deployment comes within `fraction` of the best that any
 * options reach, in every context: with the other limiters lifted, so that the next one does not hide how far
 * these must go, and with the others as they are, so that nothing is counted on that may never be changed.
 * First each dimension's best is sought with the other dimensions lifted, which also finds the best where an
 * unpaced burst is slower; then one dimension after the other is brought down to the smallest value that is still
 * enough, on a coarse grid and then between its last two values. The allowance grows with each dimension, so that
 * the first does not use up all of it.
 * @param contexts settings of everything else, one list for each context
 */
export function smallestEnough(
  dimensions: readonly Dimension[],
  contexts: readonly (readonly Setting[])[],
  evaluate: Evaluator,
  fraction: number,
): readonly Option[] {
  const judges = contexts.map((context) => createJudge(dimensions, context, evaluate));
  return dimensions.map((dimension, index) => {
    const allowance = 1 + (fraction * (index + 1)) / dimensions.length;
    const option = descend(dimension, (candidate) =>
      judges.every(({ best, secondsWith }) => secondsWith(index, candidate) <= best * allowance),
    );
    for (const { settle } of judges) settle(index, option);
    return option;
  });
}

/** What is enough in one context. */
interface Judge {
  readonly best: number;
  /** Deployment time with this option, seconds. */
  readonly secondsWith: (index: number, option: Option) => number;
  /** From now on the dimension has this option. */
  readonly settle: (index: number, option: Option) => void;
}

function createJudge(
  dimensions: readonly Dimension[],
  context: readonly Setting[],
  evaluate: Evaluator,
): Judge {
  const state = dimensions.map(({ lifted }) => lifted);
  const secondsWith = (index: number, option: Option): number =>
    evaluate([
      ...context,
      ...state.flatMap((settings, place) => (place === index ? [] : settings)),
      ...option.settings,
    ]);
  let best = Infinity;
  for (const [index, dimension] of dimensions.entries()) {
    let least = Infinity;
    for (const { option, seconds } of scan(dimension, (candidate) => secondsWith(index, candidate))) {
      if (seconds >= least) continue;
      least = seconds;
      state[index] = option.settings;
    }
    best = Math.min(best, least);
  }
  return {
    best,
    secondsWith,
    settle: (index, option) => {
      state[index] = option.settings;
    },
  };
}

/** The first option that is enough, sought on the coarse grid and then by halving what lies before it. */
function descend({ coarse, between }: Dimension, isEnough: (option: Option) => boolean): Option {
  const first = coarse.findIndex(isEnough);
  const [present] = coarse;
  const found = coarse[first] ?? present;
  if (found === undefined) throw new RangeError("a dimension without options");
  const previous = coarse.slice(0, Math.max(0, first)).findLast(({ value }) => value < found.value);
  if (previous === undefined) return found;
  let chosen = found;
  const finer = between(previous.value, found.value);
  const values = [...new Set(finer.map(({ value }) => value))];
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const option = finer.find((candidate) => candidate.value === values[middle] && isEnough(candidate));
    if (option === undefined) low = middle + 1;
    else {
      chosen = option;
      high = middle;
    }
  }
  return chosen;
}
