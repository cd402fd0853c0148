import type { Dimension, Option } from "./dimensions.ts";

/** How much a neighbouring value must differ to be another try: what trials could tell apart. */
const clearly = 1.3;

/**
 * The options one clear step above or below the chosen ones, of those dimensions that are changed at all.
 * @returns undefined when there is none
 */
export function neighbours(
  dimensions: readonly Dimension[],
  chosen: readonly Option[],
  direction: "bigger" | "smaller",
): readonly Option[] | undefined {
  const found = dimensions.flatMap(({ coarse }, index): readonly Option[] => {
    const option = chosen[index];
    if (option === undefined || option.settings.length === 0) return [];
    const further = coarse.slice(1);
    const next =
      direction === "bigger"
        ? further.find(({ value }) => value > clearly * option.value)
        : further.findLast(({ value }) => value < option.value / clearly);
    return next === undefined ? [] : [next];
  });
  return found.length === 0 ? undefined : found;
}
