import type { Constant, Parameter, ParameterValue } from "../parameter.ts";
import { defaultOf, findConstant, findParameter } from "../parameters/index.ts";
import { defaultNumber } from "./derived-numbers.ts";
import type { OwnConstant, OwnKnowledge, OwnParameter } from "./own-parameter.ts";

const called =
  (id: string) =>
  (one: { readonly id: string }): boolean =>
    one.id.toLowerCase() === id.toLowerCase();

/** A parameter that a user described; case does not count. */
export function findOwnParameter(id: string, own: OwnKnowledge | undefined): OwnParameter | undefined {
  return own?.parameters.find(called(id));
}

/** A parameter by its id, Columbo's own or one that a user described; case does not count. */
export function findAnyParameter(
  id: string,
  own: OwnKnowledge | undefined,
): Parameter | OwnParameter | undefined {
  return findParameter(id) ?? findOwnParameter(id, own);
}

/** A constant by its id, Columbo's own or one that a user described; case does not count. */
export function findAnyConstant(
  id: string,
  own: OwnKnowledge | undefined,
): Constant | OwnConstant | undefined {
  return findConstant(id) ?? own?.constants.find(called(id));
}

/** The value of a parameter that nobody set, in a Kubernetes version; a user's is the same in all of them. */
export function anyDefaultOf(parameter: Parameter | OwnParameter, kubernetes: string): ParameterValue {
  return "default" in parameter ? parameter.default : defaultOf(parameter, kubernetes);
}

/** The defaults of a user's parameters as limits of a simulation, by id; seconds for a duration. */
export function ownLimits(own: OwnKnowledge | undefined): Readonly<Record<string, number>> {
  return Object.fromEntries((own?.parameters ?? []).map((one) => [one.id, defaultNumber(one)]));
}
