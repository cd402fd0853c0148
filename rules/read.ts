import { checkConditions } from "./check/conditions.ts";
import { checkReferences, type RawRule } from "./check/references.ts";
import { inOrder, readYaml, shapeFaults, type YamlPath } from "../knowledge/index.ts";
import type { RuleFault } from "./errors.ts";
import { ruleNames, type RuleFile, type RuleNames } from "./names.ts";
import { withoutPriorities, type ConditionGroup, type Rule } from "./rule.ts";
import { ruleSchema } from "./schema.ts";

/** A rule file: its rule, or every fault that it has. */
export type ReadRule =
  { readonly rule: Rule; readonly faults: readonly [] } | { readonly faults: readonly RuleFault[] };

/** Far beyond what anybody can read; what checks rules goes down level by level. */
const deepest = 50;
const misplacedFacts =
  "facts of your own belong into a file called facts.yaml, or whose name ends in .facts.yaml; this one is read as a rule";

/** Reads one rule from the text of its file, with these names to be used. Never throws. */
export function readRule(file: string, text: string, names: RuleNames = ruleNames()): ReadRule {
  return readRuleOf({ ...readYaml(file, text), names });
}

/** Reads one rule from a file that was parsed. Never throws. */
export function readRuleOf(yaml: RuleFile): ReadRule {
  if (yaml.faults.length > 0) return { faults: yaml.faults };
  const raw = yaml.value;
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    return { faults: [yaml.faultAt([], "expected a rule: a map with name, cause, conditions and so on")] };
  if ("facts" in raw && !("conditions" in raw))
    return { faults: [yaml.faultAtKey(["facts"], misplacedFacts)] };
  if (isDeeperThan(raw, deepest))
    return {
      faults: [yaml.faultAt([], `expected a rule of at most ${deepest} levels, this one is nested deeper`)],
    };
  const shape = ruleSchema.safeParse(raw);
  const faults = [
    ...(shape.success ? [] : shape.error.issues.flatMap((issue) => shapeFaults(yaml, issue, keysUnder))),
    ...("conditions" in raw ? checkConditions(yaml, raw.conditions, ["conditions"]) : []),
    ...checkReferences(yaml, raw as RawRule),
  ];
  if (!shape.success || faults.length > 0) return { faults: inOrder(faults) };
  const conditions = withoutPriorities(shape.data.conditions as unknown as ConditionGroup);
  return { rule: { ...shape.data, conditions, file: yaml.file }, faults: [] };
}

const ruleKeys = Object.keys(ruleSchema.shape);
const exampleKeys = ["name", "facts", "expect"];

function keysUnder(path: YamlPath): readonly string[] {
  return path.length === 0 ? ruleKeys : exampleKeys;
}

/** Whether a value has maps or lists within each other on more levels than these. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1));
}
