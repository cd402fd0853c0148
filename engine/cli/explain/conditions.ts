import type { AccountedCondition } from "../../diagnose/index.ts";
import { valueText } from "./words.ts";

const joins = { all: "all of these", any: "any of these", not: "not this" } as const;

const signs: Readonly<Record<string, string>> = {
  equal: "=",
  notEqual: "!=",
  lessThan: "<",
  lessThanInclusive: "<=",
  greaterThan: ">",
  greaterThanInclusive: ">=",
};

/** Each condition below its group, with both sides and what came out. */
export function conditionLines(
  condition: AccountedCondition,
  unitOf: (fact: string) => string,
  depth = 1,
): readonly string[] {
  const indent = "  ".repeat(depth);
  const outcome = condition.holds === null ? "not asked" : condition.holds ? "true" : "false";
  if ("join" in condition)
    return [
      `${indent}${joins[condition.join]}: ${outcome}`,
      ...condition.parts.flatMap((part) => conditionLines(part, unitOf, depth + 1)),
    ];
  const { fact, operator, is, against, otherFact } = condition;
  const side = (value: unknown): string => {
    if (value === null) return "missing";
    return Array.isArray(value)
      ? value.map((one) => valueText(one, unitOf(fact))).join(", ")
      : valueText(value, unitOf(fact));
  };
  const right = otherFact === undefined ? side(against) : `${otherFact} (${side(against)})`;
  return [`${indent}${fact} (${side(is)}) ${signs[operator] ?? operator} ${right}: ${outcome}`];
}
