import type { StageId } from "../../knowledge/index.ts";
import { factsUsedBy, ruleNames, type FactValue, type Rule } from "../../rules/index.ts";
import { asked, unasked, type AccountedCondition } from "./account-conditions.ts";
import { closeness } from "./closeness.ts";
import { stageOfRule, type Judgements } from "./diagnosis.ts";
import type { FactSet } from "./fact-set.ts";
import type { Judgement } from "./guard.ts";
import { decisive, filled, inWords } from "./judged.ts";

/** A fact as a rule got it; without a value, why there is none. */
export interface AccountedFact {
  readonly fact: string;
  readonly meaning: string;
  readonly unit: string;
  readonly value?: FactValue;
  readonly origin?: string;
  readonly missing?: string;
}

/** How a rule came to its verdict. */
export interface Account {
  readonly cause: string;
  readonly rule: string;
  readonly stage: StageId;
  readonly title: string;
  readonly verdict: "found" | "ruled-out" | "cannot-tell";
  /** Of a cause that was found: seconds of the deployment that it explains, and their share of it. */
  readonly explainsSeconds?: number;
  readonly share?: number;
  /** Facts of the conditions first, then those that the rule shows besides. */
  readonly facts: readonly AccountedFact[];
  readonly conditions: AccountedCondition;
  /** The comparisons that decided, or what was lacking, a phrase for each. */
  readonly because: readonly string[];
  /** How near a cause that was ruled out came to being found, 0 to 1. */
  readonly closeness: number;
}

const order: readonly Account["verdict"][] = ["found", "ruled-out", "cannot-tell"];

/** The accounts of all rules: what was found by its seconds, then what was ruled out, the nearest first, then the rest. */
export function accountsOf({ judged, facts }: Judgements): readonly Account[] {
  return judged
    .map(([rule, judgement]) => accountOf(rule, judgement, facts))
    .toSorted(
      (a, b) =>
        order.indexOf(a.verdict) - order.indexOf(b.verdict) ||
        (b.explainsSeconds ?? 0) - (a.explainsSeconds ?? 0) ||
        b.closeness - a.closeness ||
        (a.rule < b.rule ? -1 : 1),
    );
}

function accountOf(rule: Rule, judgement: Judgement, facts: FactSet): Account {
  const { cause, name, title, explains, conditions, requires, shows } = rule;
  const of = { cause, rule: name, stage: stageOfRule(rule, facts) };
  const ids = new Set([...factsUsedBy(conditions), ...requires, ...(explains ?? "").split(" "), ...shows]);
  const own = [...ids].flatMap((id) => (id === "" ? [] : [factOf(id, facts)]));
  if (judgement.verdict === "cannot-tell")
    return {
      ...of,
      title: filled(title, facts),
      verdict: "cannot-tell",
      facts: own,
      conditions: unasked(conditions, facts),
      because: judgement.missing,
      closeness: 0,
    };
  const found = judgement.verdict === "fires";
  const seconds = explains === undefined ? undefined : numberOf(facts, explains);
  const whole = numberOf(facts, "deployment.seconds");
  return {
    ...of,
    title: filled(title, facts),
    verdict: found ? "found" : "ruled-out",
    ...(found && seconds !== undefined ? { explainsSeconds: seconds } : {}),
    ...(found && seconds !== undefined && whole !== undefined ? { share: Math.min(1, seconds / whole) } : {}),
    facts: own,
    conditions: asked(judgement.conditions),
    because: decisive(judgement.conditions).map((comparison) => inWords(comparison, facts)),
    closeness: closeness(judgement.conditions),
  };
}

function factOf(id: string, facts: FactSet): AccountedFact {
  const kind = (facts.names ?? ruleNames()).findFact(id);
  const known = facts.known.get(id);
  const what = { fact: id, meaning: kind?.meaning ?? "", unit: kind?.unit ?? "" };
  return known === undefined
    ? { ...what, missing: facts.missing.get(id) ?? "it was not computed" }
    : { ...what, value: known.value, origin: known.origin };
}

function numberOf(facts: FactSet, id: string): number | undefined {
  const value = facts.known.get(id)?.value;
  return typeof value === "number" ? value : undefined;
}
