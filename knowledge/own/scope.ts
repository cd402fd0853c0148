import { constants, parameters } from "../parameters/index.ts";
import type { Draft } from "./draft.ts";

/** The numbers among Columbo's own parameters and constants: formulas may use them. */
export const builtInNumbers: readonly string[] = [
  ...parameters.filter(({ type }) => type !== "string" && type !== "duration").map(({ id }) => id),
  ...constants.map(({ id }) => id),
];

/** Every id that a formula of these entries may refer to. */
export function idsInScope(drafts: readonly Draft[]): readonly string[] {
  return [...drafts.map(({ id }) => id), ...builtInNumbers];
}
