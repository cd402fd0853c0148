import type { Mechanism, Parameter } from "../parameter.ts";
import { findParameter } from "../parameters/index.ts";
import { ownNumbers } from "./derived-numbers.ts";
import { mechanismNumbers } from "./mechanisms.ts";
import type { FormulaText, OwnKnowledge, OwnMechanism, OwnParameter, OwnRole } from "./own-parameter.ts";

/** What a search for values needs to know of a parameter. */
export type SearchParameter = Pick<Parameter, "id" | "type" | "range" | "choices" | "goesWith" | "mechanism">;

/** The workload that decides in which direction a number goes with a parameter. */
const usual = { pods: 1_000, nodes: 16 };

/**
 * A user's parameters as a search takes them: each with what it does to the mechanism that depends on it, the rate and
 * the burst of a token bucket as such where they are its numbers themselves.
 */
export function searchParameters(own: OwnKnowledge | undefined): readonly SearchParameter[] {
  if (own === undefined) return [];
  const numbers = numbersIn(own);
  return own.parameters.flatMap((parameter) => {
    const found = numbers.find(({ ids }) => ids.includes(parameter.id));
    if (found === undefined) return [];
    const { id, type, range } = parameter;
    const goesWith = parameter.goesWith.map((other) => spelled(other, own));
    return [{ id, type, range, goesWith, mechanism: effectOf(parameter, found) }];
  });
}

interface MechanismNumber {
  readonly mechanism: OwnMechanism;
  readonly role: OwnRole;
  readonly ids: readonly string[];
  /** The id that the number is, where it is one and no formula. */
  readonly alone: string | undefined;
  readonly at: (limits: Readonly<Record<string, number>>) => number;
}

function numbersIn(own: OwnKnowledge): readonly MechanismNumber[] {
  const numberOf = ownNumbers(own);
  return [...own.parameters, ...own.constants].flatMap(({ id, mechanism }) => {
    if (mechanism === undefined) return [];
    const texts: Readonly<Record<string, unknown>> = { ...mechanism };
    return mechanismNumbers[mechanism.kind].map((role) => {
      const text = texts[role] as FormulaText;
      const { compute, ids } = numberOf(text, id);
      const name = String(text).trim().toLowerCase();
      const alone = ids.length === 1 && (name === "value" || name === ids[0]?.toLowerCase());
      const at = (limits: Readonly<Record<string, number>>): number => compute(limits, usual);
      return { mechanism, role, ids, alone: alone ? ids[0] : undefined, at };
    });
  });
}

function effectOf({ id, range }: OwnParameter, number: MechanismNumber): Mechanism {
  const { mechanism, role, alone, at } = number;
  const isBucket = mechanism.kind === "token-bucket" && (role === "rate" || role === "burst");
  if (isBucket && alone === id) return { kind: "side-bucket", bucket: mechanism.name, role };
  const grows = at({ [id]: range.max }) >= at({ [id]: range.min });
  const isMore = role === "seconds" ? !grows : grows;
  return isMore ? { kind: "capacity", of: mechanism.name } : { kind: "delay", of: mechanism.name };
}

function spelled(id: string, own: OwnKnowledge): string {
  const same = own.parameters.find((one) => one.id.toLowerCase() === id.toLowerCase());
  return same?.id ?? findParameter(id)?.id ?? id;
}
