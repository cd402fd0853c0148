import { Engine, type TopLevelCondition } from "json-rules-engine";
import { factsUsedBy, type Rule } from "../../rules/index.ts";
import type { FactSet } from "./fact-set.ts";
import type { JudgedCondition, JudgedGroup } from "./judged.ts";

/** What a rule says about facts. */
export type Judgement =
  | { readonly verdict: "fires" | "does-not-fire"; readonly conditions: JudgedGroup }
  | {
      readonly verdict: "cannot-tell";
      /** What was lacking and why, a phrase for each. */
      readonly missing: readonly string[];
    };

/**
 * Runs one rule against sound facts (see soundFacts), in an engine of its own: two runs of one engine at once
 * lose rules, and a rule that cannot be run must not take others with it. Never rejects. A missing fact means
 * "cannot tell" before the engine sees it, for it takes `not` over nothing as true.
 */
export async function judge(rule: Rule, facts: FactSet): Promise<Judgement> {
  const used = new Set([...rule.requires, ...factsUsedBy(rule.conditions)]);
  const lacking = [...used].filter((id) => !facts.known.has(id));
  if (lacking.length > 0) {
    const why = (id: string): string => facts.missing.get(id) ?? "it was not computed";
    return { verdict: "cannot-tell", missing: lacking.map((id) => `${id}: ${why(id)}`) };
  }
  try {
    return await run(rule, facts, used);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { verdict: "cannot-tell", missing: [`the rule ${rule.name} could not be run: ${why}`] };
  }
}

async function run(rule: Rule, facts: FactSet, used: ReadonlySet<string>): Promise<Judgement> {
  const engine = new Engine([], { allowUndefinedFacts: false, pathResolver: dottedPath });
  for (const id of used) engine.addFact(id, facts.known.get(id)?.value);
  // The engine writes into the conditions that it is given.
  const conditions = structuredClone(rule.conditions) as unknown as TopLevelCondition;
  engine.addRule({ name: rule.name, conditions, event: { type: rule.cause } });
  const { results, failureResults } = await engine.run();
  const [result] = [...results, ...failureResults];
  if (result === undefined) throw new Error("the rule engine gave no result");
  // The results of groups are lost in toJSON(), and the topmost group never has one: it is the rule's.
  const top = result.conditions as unknown as JudgedCondition;
  if (!("all" in top || "any" in top || "not" in top)) throw new Error("the topmost condition is no group");
  const fires = result.result === true;
  return { verdict: fires ? "fires" : "does-not-fire", conditions: { ...top, result: fires } };
}

/**
 * Follows a dotted path into an object. The engine's own way is JSONPath, which evaluates expressions and cannot
 * tell "no such path" from "undefined".
 * @throws Error when there is nothing at the path.
 */
export function dottedPath(value: object, path: string): unknown {
  let inner: unknown = value;
  for (const step of path.split(".")) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, step))
      throw new Error(`nothing at the path "${path}"`);
    inner = (inner as Readonly<Record<string, unknown>>)[step];
  }
  return inner;
}
