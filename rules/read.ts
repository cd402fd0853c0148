import { checkConditions } from "./check/conditions.ts";
import { checkReferences, type RawRule } from "./check/references.ts";
import { faultsOf } from "./check/shape.ts";
import { faultText, type RuleFault } from "./errors.ts";
import type { ConditionGroup, Rule } from "./rule.ts";
import { ruleSchema } from "./schema.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

/** A rule file: its rule, or every fault that it has. */
export type ReadRule =
  | { readonly rule: Rule; readonly yaml: YamlFile; readonly faults: readonly [] }
  | { readonly faults: readonly RuleFault[] };

/** Reads one rule from the text of its file. Never throws. */
export function readRule(file: string, text: string): ReadRule {
  const yaml = readYaml(file, text);
  if (yaml.faults.length > 0) return { faults: yaml.faults };
  const raw = yaml.value;
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    return { faults: [yaml.faultAt([], "expected a rule: a map with name, cause, conditions and so on")] };
  const shape = ruleSchema.safeParse(raw);
  const faults = [
    ...(shape.success ? [] : shape.error.issues.flatMap((issue) => faultsOf(yaml, issue))),
    ...("conditions" in raw ? checkConditions(yaml, raw.conditions, ["conditions"]) : []),
    ...checkReferences(yaml, raw as RawRule),
  ];
  if (!shape.success || faults.length > 0) return { faults: inOrder(faults) };
  const conditions = shape.data.conditions as unknown as ConditionGroup;
  return { rule: { ...shape.data, conditions, file }, yaml, faults: [] };
}

/** In the order of the file, each place's message once. */
function inOrder(faults: readonly RuleFault[]): RuleFault[] {
  const once = new Map(faults.map((fault) => [faultText(fault), fault]));
  return [...once.values()].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
