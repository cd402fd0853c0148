import { inOrder, type OwnKnowledge } from "../knowledge/index.ts";
import { RuleError, type RuleFault } from "./errors.ts";
import { parseFiles } from "./files.ts";
import { ruleNames } from "./names.ts";
import type { OwnFact } from "./own-facts/own-fact.ts";
import { readFacts } from "./own-facts/read.ts";
import { shippedRules } from "./package-root.ts";
import { readRuleOf } from "./read.ts";
import type { Rule } from "./rule.ts";

/** What a set of folders and files holds: rules that can be used, and the faults of the others. */
export interface RuleFiles {
  readonly rules: readonly Rule[];
  /** Facts that the files describe. */
  readonly facts: readonly OwnFact[];
  readonly faults: readonly RuleFault[];
}

/**
 * The rules that come with Columbo and those in `folders`, which may use the parameters of `own`.
 * @throws RuleError with all faults of all files; then no rule is used.
 */
export async function loadRules(
  folders: readonly string[] = [],
  own?: OwnKnowledge,
): Promise<readonly Rule[]> {
  return (await loadRuleBase(folders, own)).rules;
}

/** The same with the facts that the folders describe. @throws as `loadRules` does */
export async function loadRuleBase(
  folders: readonly string[] = [],
  own?: OwnKnowledge,
): Promise<Pick<RuleFiles, "rules" | "facts">> {
  const { faults, ...found } = await readRules([shippedRules, ...folders], own);
  if (faults.length > 0) throw new RuleError(faults);
  return found;
}

/**
 * Reads every file of rules and facts (.yaml, .yml, .json) of these folders, subfolders included, and of these files.
 * @param own parameters of the user's that the rules may use
 */
export async function readRules(paths: readonly string[], own?: OwnKnowledge): Promise<RuleFiles> {
  const files = await parseFiles(paths);
  const { facts, faults: ofFacts } = readFacts(files.facts);
  const faults = [...files.faults, ...ofFacts];
  const names = ruleNames(own, facts);
  const rules = new Map<string, Rule>();
  for (const yaml of files.rules) {
    const read = readRuleOf({ ...yaml, names });
    faults.push(...inOrder(read.faults));
    if (!("rule" in read)) continue;
    const same = rules.get(read.rule.name);
    if (same === undefined) rules.set(read.rule.name, read.rule);
    else faults.push(yaml.faultAt(["name"], `the rule ${same.file} has the name "${same.name}" too`));
  }
  return { rules: [...rules.values()], facts, faults };
}
