import { checkConditions } from "./check/conditions.ts";
import { checkReferences, type RawRule } from "./check/references.ts";
import { inOrder, readYaml, shapeFaults, type YamlFile, type YamlPath } from "../knowledge/index.ts";
import type { RuleFault } from "./errors.ts";
import { ruleNames, type RuleNames } from "./names.ts";
import type { ConditionGroup, Rule } from "./rule.ts";
import { ruleSchema } from "./schema.ts";

/** A rule file: its rule, or every fault that it has. */
export type ReadRule =
  | { readonly rule: Rule; readonly yaml: YamlFile; readonly faults: readonly [] }
  | { readonly faults: readonly RuleFault[] };

/** Reads one rule from the text of its file, with these names to be used. Never throws. */
export function readRule(file: string, text: string, names: RuleNames = ruleNames()): ReadRule {
  const yaml = { ...readYaml(file, text), names };
  if (yaml.faults.length > 0) return { faults: yaml.faults };
  const raw = yaml.value;
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    return { faults: [yaml.faultAt([], "expected a rule: a map with name, cause, conditions and so on")] };
  const shape = ruleSchema.safeParse(raw);
  const faults = [
    ...(shape.success ? [] : shape.error.issues.flatMap((issue) => shapeFaults(yaml, issue, keysUnder))),
    ...("conditions" in raw ? checkConditions(yaml, raw.conditions, ["conditions"]) : []),
    ...checkReferences(yaml, raw as RawRule),
  ];
  if (!shape.success || faults.length > 0) return { faults: inOrder(faults) };
  const conditions = shape.data.conditions as unknown as ConditionGroup;
  return { rule: { ...shape.data, conditions, file }, yaml, faults: [] };
}

const ruleKeys = Object.keys(ruleSchema.shape);
const exampleKeys = ["name", "facts", "expect"];

function keysUnder(path: YamlPath): readonly string[] {
  return path.length === 0 ? ruleKeys : exampleKeys;
}
