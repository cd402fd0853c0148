import type { Condition } from "../../rules/index.ts";
import type { FactSet } from "./fact-set.ts";
import { otherFactOf, type JudgedComparison, type JudgedCondition } from "./judged.ts";

/** A condition with both sides and what came out; null = it was not asked, since a fact is missing. */
export type AccountedCondition =
  | {
      readonly join: "all" | "any" | "not";
      readonly holds: boolean | null;
      readonly parts: readonly AccountedCondition[];
    }
  | {
      readonly fact: string;
      readonly operator: string;
      readonly is: unknown;
      /** The constant, or what the other fact is. */
      readonly against: unknown;
      readonly otherFact?: string;
      readonly holds: boolean | null;
    };

/** A condition that was asked. */
export function asked(condition: JudgedCondition): AccountedCondition {
  const holds = condition.result ?? null;
  if ("fact" in condition) return comparisonOf(condition, holds);
  if ("not" in condition) return { join: "not", holds, parts: [asked(condition.not)] };
  return "all" in condition
    ? { join: "all", holds, parts: condition.all.map(asked) }
    : { join: "any", holds, parts: condition.any.map(asked) };
}

function comparisonOf(comparison: JudgedComparison, holds: boolean | null): AccountedCondition {
  const { fact, operator, value, factResult, valueResult } = comparison;
  const other = otherFactOf(value);
  return {
    fact,
    operator,
    is: factResult ?? null,
    against: valueResult ?? null,
    ...(other === undefined ? {} : { otherFact: other }),
    holds,
  };
}

/** What would have been asked, as far as it is known. */
export function unasked(condition: Condition, facts: FactSet): AccountedCondition {
  if ("fact" in condition) {
    const { fact, operator, value } = condition;
    const other = otherFactOf(value);
    const valueResult = other === undefined ? value : facts.known.get(other)?.value;
    return comparisonOf(
      { fact, operator, value, factResult: facts.known.get(fact)?.value, valueResult },
      null,
    );
  }
  if ("not" in condition) return { join: "not", holds: null, parts: [unasked(condition.not, facts)] };
  const [join, parts] =
    "all" in condition ? (["all", condition.all] as const) : (["any", condition.any] as const);
  return { join, holds: null, parts: parts.map((part) => unasked(part, facts)) };
}
