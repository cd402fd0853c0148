import type { Setting } from "../../../knowledge/index.ts";
import { checkKubeletSettings } from "../providers/local-nodes.ts";
import { numberOf, type Known, type Problem } from "../known.ts";

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
  return [...checkAscending(known, given), ...checkKubeletSettings(known, given)];
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
