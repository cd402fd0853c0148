import { findParameter, parameters, type Parameter, type Setting } from "../../../knowledge/index.ts";
import { kindsOf, whyNotSettable } from "../providers/settable.ts";
import { isOwnProvider, numberOf, type Known, type Problem } from "../known.ts";
import { checkContradictions } from "./contradictions.ts";

/** Pairs that kube-scheduler refuses to start with when the first is above the second. */
const ascending: readonly (readonly [string, string])[] = [
  ["kube-scheduler.podInitialBackoffSeconds", "kube-scheduler.podMaxBackoffSeconds"],
];

/**
 * What must hold between the parameters of `[kubernetes]`, given or by default. What a component refuses of one
 * parameter alone is outside its range already.
 */
export function checkSettings(known: Known, settings: readonly Setting[]): readonly Problem[] {
  const given = (id: string): boolean => settings.some(({ parameter }) => parameter === id);
  const nowhere = checkPlaces(known, settings);
  const lost = new Set(nowhere.map(({ key }) => key));
  return [
    ...nowhere,
    ...checkAscending(known, given),
    ...checkContradictions(known, given).filter(({ key }) => !lost.has(key)),
  ];
}

/** What the provider's clusters have no place for. */
function checkPlaces(known: Known, settings: readonly Setting[]): readonly Problem[] {
  const provider = known.get("provider");
  const kinds = kindsOf(known);
  return settings.flatMap(({ parameter: id }): readonly Problem[] => {
    const parameter = findParameter(id);
    const why =
      parameter &&
      (whyNotThere(known, parameter) ??
        whyNotSettable(parameter, typeof provider === "string" ? provider : "", kinds));
    return why === undefined ? [] : [{ key: id, text: `cannot be set: ${why}` }];
  });
}

/** Somebody's own priority level is there only where somebody made it. */
function whyNotThere(known: Known, { id, set }: Parameter): string | undefined {
  if (set.by !== "api-object" || !isOwnProvider(known) || parameters.some((one) => one.id === id))
    return undefined;
  return `a new cluster has no priority level ${set.name}`;
}

function checkAscending(known: Known, given: (id: string) => boolean): readonly Problem[] {
  return ascending.flatMap(([low, high]) => {
    const [least, most] = [numberOf(known, low), numberOf(known, high)];
    if (least === undefined || most === undefined || least <= most) return [];
    const byDefault = (id: string): string => (given(id) ? "" : " by default");
    if (given(high)) {
      const text = `expected at least ${low}, which is ${String(least)}${byDefault(low)}, got ${String(most)}`;
      return [{ key: high, text }];
    }
    const text = `expected at most ${high}, which is ${String(most)}${byDefault(high)}, got ${String(least)}: set that too`;
    return [{ key: low, text }];
  });
}
