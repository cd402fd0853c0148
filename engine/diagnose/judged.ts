import type { Evidence } from "../store/stored-run.ts";
import { fillPlaceholders } from "../../rules/index.ts";
import type { Fact, FactSet } from "./fact-set.ts";
import { readable } from "./numbers.ts";

/** A comparison after the engine ran: what it compared and what came out. */
export interface JudgedComparison {
  readonly fact: string;
  readonly operator: string;
  readonly value: unknown;
  readonly result?: boolean;
  readonly factResult?: unknown;
  readonly valueResult?: unknown;
}

export type JudgedGroup = { readonly result?: boolean } & (
  | { readonly all: readonly JudgedCondition[] }
  | { readonly any: readonly JudgedCondition[] }
  | { readonly not: JudgedCondition }
);

export type JudgedCondition = JudgedGroup | JudgedComparison;

/**
 * The comparisons that made a condition what it is: of a group that holds because of some parts, those parts; of
 * one that fails because of some, those.
 */
export function decisive(condition: JudgedCondition): readonly JudgedComparison[] {
  if ("fact" in condition) return [condition];
  if ("not" in condition) return decisive(condition.not);
  const parts = "all" in condition ? condition.all : condition.any;
  return parts.filter(({ result }) => result === condition.result).flatMap(decisive);
}

/** The facts of these comparisons as evidence, each once, in order. */
export function evidenceOf(
  comparisons: readonly JudgedComparison[],
  facts: FactSet,
  shows: readonly string[] = [],
): Evidence[] {
  const ids = comparisons.map(({ fact }) => fact);
  return [...new Set([...ids, ...shows])].flatMap((id) => {
    const fact = facts.known.get(id);
    return fact === undefined ? [] : [{ fact: id, value: fact.value, unit: fact.unit, origin: fact.origin }];
  });
}

/** Operators in words: when the comparison holds, and when it does not. */
const words: Readonly<Record<string, readonly [string, string]>> = {
  equal: ["equal to", "not equal to"],
  notEqual: ["other than", "equal to"],
  lessThan: ["less than", "not less than"],
  lessThanInclusive: ["at most", "more than"],
  greaterThan: ["more than", "not more than"],
  greaterThanInclusive: ["at least", "less than"],
  in: ["one of", "none of"],
  notIn: ["none of", "one of"],
};

/** A comparison in words, for example "job-controller.paced-seconds is 0.02 s, not more than noise.seconds (0.3 s)". */
export function inWords(comparison: JudgedComparison, facts: FactSet): string {
  const { fact, operator, value, result } = comparison;
  const unit = facts.known.get(fact)?.unit ?? "";
  const text = (one: unknown): string =>
    (typeof one === "number" ? readable(one) : String(one)) + unitText(unit, one);
  const other = otherFactOf(value);
  const right = Array.isArray(comparison.valueResult)
    ? comparison.valueResult.map(text).join(", ")
    : text(comparison.valueResult);
  const [holds, fails] = words[operator] ?? [operator, `not ${operator}`];
  return `${fact} is ${text(comparison.factResult)}, ${result === true ? holds : fails} ${other === undefined ? right : `${other} (${right})`}`;
}

/** A rule's text with `{fact-id}` replaced by the value and unit of the fact, for example "paced for 12.3 s". */
export function filled(text: string, facts: FactSet): string {
  return fillPlaceholders(text, (id) => {
    const fact = facts.known.get(id);
    return fact === undefined ? "(unknown)" : valueText(fact);
  });
}

function valueText({ value, unit }: Fact): string {
  if (typeof value === "string") return value;
  return unit === "share" ? `${readable(value * 100)} %` : readable(value) + unitText(unit, value);
}

/** A unit behind its value: "3 pods", "1 pod"; the "s" of a second, alone or in a rate, is no plural. */
function unitText(unit: string, value: unknown): string {
  if (["", "share", "ratio", "name"].includes(unit)) return "";
  return ` ${value === 1 ? unit.replace(/^(\w+)s$/, "$1") : unit}`;
}

/** The fact on the right side of a comparison, where there is one. */
export function otherFactOf(value: unknown): string | undefined {
  return typeof value === "object" && value !== null && "fact" in value ? String(value.fact) : undefined;
}
