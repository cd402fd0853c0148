/**
 * json-rules-engine's operators and decorators, as far as they make sense for facts that are single values.
 * The engine finds out about a wrong one only while it runs, so rule files are checked against this table.
 */
export interface Operator {
  /** Types of fact that it compares. */
  readonly facts: readonly ("number" | "string")[];
  /** Whether its `value` is one value or a list. */
  readonly value: "one" | "list";
}

const any = ["number", "string"] as const;

const operators: Readonly<Record<string, Operator>> = {
  equal: { facts: any, value: "one" },
  notEqual: { facts: any, value: "one" },
  lessThan: { facts: ["number"], value: "one" },
  lessThanInclusive: { facts: ["number"], value: "one" },
  greaterThan: { facts: ["number"], value: "one" },
  greaterThanInclusive: { facts: ["number"], value: "one" },
  in: { facts: any, value: "list" },
  notIn: { facts: any, value: "list" },
};

export const operatorNames: readonly string[] = Object.keys(operators);
export const decoratorNames: readonly string[] = ["not", "swap", "someValue", "everyValue"];

const forLists = new Set(["contains", "doesNotContain", "someFact", "everyFact"]);

/** The operator of this name, decorators included (`not:greaterThan`), or what is wrong with the name. */
export function findOperator(name: string): Operator | { readonly fault: string; readonly unknown?: string } {
  const parts = name.split(":");
  const list = parts.find((part) => forLists.has(part));
  if (list !== undefined)
    return { fault: `operator ${list} needs a fact that is a list, and no fact is one` };
  const base = parts.at(-1) ?? "";
  const operator = Object.hasOwn(operators, base) ? operators[base] : undefined;
  if (operator === undefined) return { fault: `unknown operator "${base}"`, unknown: base };
  return parts.slice(0, -1).reduceRight<ReturnType<typeof findOperator>>((inner, decorator) => {
    if ("fault" in inner || decorator === "not") return inner;
    if (!decoratorNames.includes(decorator))
      return { fault: `unknown operator decorator "${decorator}"`, unknown: decorator };
    if (inner.value === "list")
      return { fault: `decorator ${decorator} does not fit an operator over a list` };
    return decorator === "swap" ? inner : { ...inner, value: "list" };
  }, operator);
}
