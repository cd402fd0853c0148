import { didYouMean, kindOf, type YamlPath } from "../../knowledge/index.ts";
import type { RuleFault } from "../errors.ts";
import { faultOfValue, typeOf, type FactKind } from "../facts/fact-kind.ts";
import type { RuleFile, RuleNames } from "../names.ts";
import { decoratorNames, findOperator, operatorNames } from "../operators.ts";

const joins = ["all", "any", "not"];
/** What groups and comparisons may have as well. */
const anywhere = ["name", "priority"];
const comparisonKeys = ["fact", "operator", "value"];

/** Why keys that json-rules-engine knows are refused here. */
const refused: Readonly<Record<string, string>> = {
  path: "facts are single values, so there is no path into them",
  params: "facts take no parameters",
  condition: "named conditions are not available: write the conditions out",
};

type Record_ = Readonly<Record<string, unknown>>;

/** What is wrong with the conditions under `path`, which can be anything that YAML can say. */
export function checkConditions(yaml: RuleFile, conditions: unknown, path: YamlPath): RuleFault[] {
  if (!isRecord(conditions))
    return [yaml.faultAt(path, `expected conditions (all, any or not), found ${kindOf(conditions)}`)];
  const present = joins.filter((join) => Object.hasOwn(conditions, join));
  if (present.length === 0 && path.length > 1) return checkComparison(yaml, conditions, path);
  const [join] = present;
  const faults = checkPriority(yaml, conditions["priority"], [...path, "priority"]);
  faults.push(...checkKeys(yaml, conditions, path, present.length === 0 ? joins : [...present, ...anywhere]));
  if (join === undefined || present.length > 1)
    return [
      ...faults,
      yaml.faultAt(path, `expected exactly one of all, any, not; found ${present.join(", ") || "none"}`),
    ];
  return [...faults, ...checkGroup(yaml, join, conditions[join], [...path, join])];
}

function checkGroup(yaml: RuleFile, join: string, parts: unknown, path: YamlPath): RuleFault[] {
  if (join === "not") return checkConditions(yaml, parts, path);
  if (!Array.isArray(parts))
    return [yaml.faultAt(path, `expected a list of conditions under ${join}, found ${kindOf(parts)}`)];
  if (parts.length === 0)
    return [yaml.faultAtKey(path, `${join} is empty, and an empty group is always true`)];
  return parts.flatMap((part: unknown, index) => checkConditions(yaml, part, [...path, index]));
}

function checkComparison(yaml: RuleFile, comparison: Record_, path: YamlPath): RuleFault[] {
  const faults = checkKeys(yaml, comparison, path, [...comparisonKeys, ...anywhere]);
  faults.push(...checkPriority(yaml, comparison["priority"], [...path, "priority"]));
  const absent = comparisonKeys.filter((key) => !Object.hasOwn(comparison, key));
  if (absent.length > 0)
    faults.push(yaml.faultAt(path, `expected fact, operator and value; ${absent.join(" and ")} is missing`));
  const kind = checkFact(yaml, comparison["fact"], [...path, "fact"], faults);
  const operator = checkOperator(yaml, comparison["operator"], [...path, "operator"], kind, faults);
  if (kind !== undefined && operator !== undefined && Object.hasOwn(comparison, "value"))
    faults.push(...checkValue(yaml, comparison["value"], [...path, "value"], kind, operator.value));
  return faults;
}

function checkFact(yaml: RuleFile, id: unknown, path: YamlPath, faults: RuleFault[]): FactKind | undefined {
  if (id === undefined) return undefined;
  const kind = typeof id === "string" ? yaml.names.findFact(id) : undefined;
  if (kind === undefined) faults.push(yaml.faultAt(path, unknownFact(id, yaml.names)));
  return kind;
}

function checkOperator(
  yaml: RuleFile,
  name: unknown,
  path: YamlPath,
  kind: FactKind | undefined,
  faults: RuleFault[],
): { readonly value: "one" | "list" } | undefined {
  if (name === undefined) return undefined;
  const operator = findOperator(typeof name === "string" ? name : kindOf(name));
  if ("fault" in operator) {
    const { unknown } = operator;
    const near = unknown === undefined ? "" : didYouMean(unknown, [...operatorNames, ...decoratorNames]);
    faults.push(yaml.faultAt(path, operator.fault + near));
    return undefined;
  }
  if (kind === undefined || operator.facts.includes(typeOf(kind))) return operator;
  faults.push(yaml.faultAt(path, `this operator compares numbers, and ${kind.id} is a ${kind.unit}`));
  return undefined;
}

function checkValue(
  yaml: RuleFile,
  value: unknown,
  path: YamlPath,
  kind: FactKind,
  wanted: "one" | "list",
): RuleFault[] {
  const fault = (at: YamlPath, message: string): RuleFault => yaml.faultAt(at, `${kind.id}: ${message}`);
  if (wanted === "list") {
    if (!Array.isArray(value) || value.length === 0)
      return [fault(path, `this operator needs a list of values, found ${kindOf(value)}`)];
    return value.flatMap((one: unknown, index) => {
      const message = faultOfValue(kind, one);
      return message === undefined ? [] : [fault([...path, index], message)];
    });
  }
  if (!isRecord(value)) {
    const message = faultOfValue(kind, Array.isArray(value) ? "a list" : value);
    return message === undefined ? [] : [fault(path, message)];
  }
  const faults = checkKeys(yaml, value, path, ["fact"]);
  const other = checkFact(yaml, value["fact"], [...path, "fact"], faults);
  if (other !== undefined && other.unit !== kind.unit)
    faults.push(
      fault([...path, "fact"], `its unit is ${kind.unit}, but that of ${other.id} is ${other.unit}`),
    );
  return faults;
}

/** The engine takes only positive priorities. */
function checkPriority(yaml: RuleFile, priority: unknown, path: YamlPath): RuleFault[] {
  if (priority === undefined || (typeof priority === "number" && priority > 0)) return [];
  return [yaml.faultAt(path, `priority: expected a number above 0, found ${kindOf(priority)}`)];
}

function checkKeys(yaml: RuleFile, record: Record_, path: YamlPath, known: readonly string[]): RuleFault[] {
  return Object.keys(record)
    .filter((key) => !known.includes(key))
    .map((key) =>
      yaml.faultAtKey(
        [...path, key],
        Object.hasOwn(refused, key)
          ? `"${key}" is refused: ${refused[key] ?? ""}`
          : `unknown key "${key}", expected ${known.join(", ")}${didYouMean(key, known)}`,
      ),
    );
}

/** The message for a fact that is not in the catalogue. */
export function unknownFact(id: unknown, { factIds }: RuleNames): string {
  return typeof id === "string"
    ? `unknown fact "${id}"${didYouMean(id, factIds)}`
    : `expected the id of a fact, found ${kindOf(id)}`;
}

function isRecord(value: unknown): value is Record_ {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
