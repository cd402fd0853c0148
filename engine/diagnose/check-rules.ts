import type { OwnKnowledge } from "../../knowledge/index.ts";
import {
  readRules,
  ruleNames,
  type RuleNames,
  shippedRules,
  type Rule,
  type RuleExample,
  type OwnFact,
  type RuleFault,
} from "../../rules/index.ts";
import { known, factSet, type FactSet } from "./fact-set.ts";
import { judge } from "./guard.ts";
import { decisive, inWords } from "./judged.ts";

/** How one example of a rule came out. */
export interface ExampleResult {
  readonly file: string;
  readonly rule: string;
  readonly example: string;
  readonly expected: RuleExample["expect"];
  readonly found: RuleExample["expect"];
  readonly passed: boolean;
  /** What decided, in words. */
  readonly why: string;
}

export interface RuleCheck {
  /** Rules without a fault. */
  readonly rules: readonly Rule[];
  /** Facts that the files describe. */
  readonly facts: readonly OwnFact[];
  readonly faults: readonly RuleFault[];
  readonly examples: readonly ExampleResult[];
}

/**
 * Checks the rule files of these folders and files (none = the ones that come with Columbo) and runs the examples
 * of every rule that has no fault. Never rejects for what a file holds.
 * @param own parameters of the user's that the rules may use
 */
export async function checkRules(paths: readonly string[] = [], own?: OwnKnowledge): Promise<RuleCheck> {
  const { rules, facts, faults } = await readRules(paths.length === 0 ? [shippedRules] : paths, own);
  const names = ruleNames(own, facts);
  const examples = await Promise.all(
    rules.flatMap((rule) => rule.examples.map((example) => runExample(rule, example, names))),
  );
  return { rules, facts, faults, examples };
}

async function runExample(rule: Rule, example: RuleExample, names: RuleNames): Promise<ExampleResult> {
  const facts: FactSet = factSet(
    Object.fromEntries(
      Object.entries(example.facts).map(([id, value]) => [id, known(value, `example "${example.name}"`)]),
    ),
    names,
  );
  const judgement = await judge(rule, facts);
  return {
    file: rule.file,
    rule: rule.name,
    example: example.name,
    expected: example.expect,
    found: judgement.verdict,
    passed: judgement.verdict === example.expect,
    why:
      judgement.verdict === "cannot-tell"
        ? judgement.missing.join("; ")
        : decisive(judgement.conditions)
            .map((comparison) => inWords(comparison, facts))
            .join("; "),
  };
}
