import type { Plan } from "../experiments/index.ts";
import { anyDefaultOf, findAnyParameter, type ParameterValue, type Setting } from "../knowledge/index.ts";

/** What says which parameters there are, with which defaults. */
export type KnownTo = Pick<Plan, "kubernetes" | "own">;

/** The value that a parameter has under these settings. */
export function valueUnder(
  { kubernetes, own }: KnownTo,
  settings: readonly Setting[],
  parameter: string,
): ParameterValue {
  const set = settings.find((setting) => setting.parameter === parameter);
  if (set !== undefined) return set.value;
  const known = findAnyParameter(parameter, own);
  if (known === undefined) throw new TypeError(`no parameter ${parameter}`);
  return anyDefaultOf(known, kubernetes);
}
