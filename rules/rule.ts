import type { StageId } from "../knowledge/index.ts";
import type { FactValue } from "./facts/fact-kind.ts";

/** A fact compared with a value or with another fact, as json-rules-engine has it. */
interface Comparison {
  readonly fact: string;
  readonly operator: string;
  readonly value: FactValue | readonly FactValue[] | { readonly fact: string };
  readonly name?: string | undefined;
}

/** All, any or none of some conditions. */
export type ConditionGroup =
  | { readonly all: readonly Condition[]; readonly name?: string | undefined }
  | { readonly any: readonly Condition[]; readonly name?: string | undefined }
  | { readonly not: Condition; readonly name?: string | undefined };

export type Condition = ConditionGroup | Comparison;

/** What a rule must say about given facts: its tests, in the rule itself. */
export interface RuleExample {
  readonly name: string;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly expect: "fires" | "does-not-fire" | "cannot-tell";
}

/** A rule as its file has it. */
export interface Rule {
  /** Unique among all rules. */
  readonly name: string;
  /** `<where>/<mechanism>`, or `none`. */
  readonly cause: string;
  /** What was found, as a short sentence; `{fact-id}` stands for the value of that fact. */
  readonly title: string;
  /** The stage that the cause prolongs; `longest` = whichever measured stage lasts longest. */
  readonly stage: StageId | "longest";
  /** Facts without which the rule cannot tell; it isn't run when one is missing. */
  readonly requires: readonly string[];
  readonly conditions: ConditionGroup;
  /** The fact whose seconds are the part of the deployment time that this cause explains; none for `none`. */
  readonly explains?: string | undefined;
  /** Further facts for the evidence, shown where they are known. */
  readonly shows: readonly string[];
  /** Parameters to be changed; their values come from the simulated gain. */
  readonly suggests: readonly string[];
  /** What to do and what it costs; `{fact-id}` as in the title. */
  readonly advice: string;
  readonly examples: readonly RuleExample[];
  /** Where it was read. */
  readonly file: string;
}

/** The conditions of a group, and how they are joined. */
function partsOf(group: ConditionGroup): {
  readonly join: "all" | "any" | "not";
  readonly parts: readonly Condition[];
} {
  if ("all" in group) return { join: "all", parts: group.all };
  if ("any" in group) return { join: "any", parts: group.any };
  return { join: "not", parts: [group.not] };
}

/**
 * The same conditions without priorities, by which json-rules-engine would leave out those that no longer matter: what
 * is left out could not be shown as evidence, and changes no outcome.
 */
export function withoutPriorities<C extends Condition>(condition: C): C {
  const { priority: _priority, ...rest } = condition as C & { readonly priority?: number };
  if ("fact" in condition) return rest as unknown as C;
  const { join, parts } = partsOf(condition);
  const [first] = parts.map(withoutPriorities);
  return { ...rest, [join]: join === "not" ? first : parts.map(withoutPriorities) } as unknown as C;
}

/** Every fact that a condition compares, on either side. */
export function factsUsedBy(condition: Condition): readonly string[] {
  if (!("fact" in condition)) return partsOf(condition).parts.flatMap(factsUsedBy);
  const { fact, value } = condition;
  return typeof value === "object" && "fact" in value ? [fact, value.fact] : [fact];
}
