import {
  constants,
  defaultOf,
  findAnyParameter,
  findParameter,
  ownLimits,
  parameters,
  readDuration,
  type OwnKnowledge,
  type ParameterValue,
  type Setting,
} from "../../knowledge/index.ts";

/** The effective value of every number in knowledge that bounds something, by its name. */
export type Limits = Readonly<Record<string, number>>;

/**
 * The limits that hold under these settings: constants, defaults of the version, settings over them. Durations are
 * in seconds, of what is on or off 1 is on; of one of several choices it is the position among them, from 0; other texts
 * bound no station of the model and are left out.
 * @param kubernetes for example v1.34.4
 * @param own parameters of the user's, which settings may be of as well
 * @throws TypeError for a setting that knowledge does not know
 */
export function limitsOf(settings: readonly Setting[], kubernetes: string, own?: OwnKnowledge): Limits {
  const limits: Record<string, number> = { ...ownLimits(own) };
  for (const { id, value } of constants) limits[id] = value;
  for (const parameter of parameters) {
    const value = chosenValue(parameter, defaultOf(parameter, kubernetes));
    if (value !== undefined) limits[parameter.id] = value;
  }
  for (const { parameter, value } of settings) {
    const known = findAnyParameter(parameter, own);
    if (known === undefined) throw new TypeError(`no parameter ${parameter} in knowledge/`);
    const number = chosenValue(known, value);
    if (number !== undefined) limits[known.id] = number;
  }
  return limits;
}

/** What a setting makes of a limit; undefined for a text that bounds no station of the model. */
export function limitSetBy({ parameter, value }: Setting): number | undefined {
  return chosenValue(findParameter(parameter) ?? {}, value);
}

function chosenValue(parameter: object, value: ParameterValue): number | undefined {
  const choices = "choices" in parameter && Array.isArray(parameter.choices) ? parameter.choices : [];
  const choice = typeof value === "string" ? choices.indexOf(value) : -1;
  return choice < 0 ? limitValue(value) : choice;
}

/** A value as a limit: a number, seconds of a duration, 1 or 0 for what is on or off, undefined for another text. */
export function limitValue(value: ParameterValue): number | undefined {
  return typeof value === "string" ? readDuration(value) : Number(value);
}

/** The value of one limit. @throws TypeError when there is none of this name */
export function limitOf(limits: Limits, id: string): number {
  const value = limits[id];
  if (value === undefined) throw new TypeError(`the model needs ${id}, which has no value`);
  return value;
}
