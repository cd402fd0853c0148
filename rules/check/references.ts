import { didYouMean, type YamlPath } from "../../knowledge/index.ts";
import type { RuleFault } from "../errors.ts";
import { faultOfValue } from "../facts/fact-kind.ts";
import type { RuleFile } from "../names.ts";
import { factsNamedIn, fillPlaceholders } from "../placeholders.ts";
import { unknownFact } from "./conditions.ts";

/** A rule file's top level, before anything about it is known. */
export type RawRule = Readonly<Record<string, unknown>>;

/** Faults in what a rule refers to: facts, parameters, and the facts of its examples. */
export function checkReferences(yaml: RuleFile, rule: RawRule): RuleFault[] {
  return [
    ...["requires", "shows"].flatMap((list) =>
      stringsIn(rule[list]).flatMap(([id, index]) => factFault(yaml, id, [list, index])),
    ),
    ...checkRequires(yaml, rule),
    ...checkExplains(yaml, rule),
    ...stringsIn(rule["suggests"]).flatMap(([id, index]) => parameterFault(yaml, id, ["suggests", index])),
    ...["title", "advice"].flatMap((key) => checkPlaceholders(yaml, rule[key], [key])),
    ...stringsIn(rule["suggests"]).flatMap(([id, index]) => checkPlaceholders(yaml, id, ["suggests", index])),
    ...checkExamples(yaml, rule["examples"]),
  ];
}

/** A placeholder needs no fact under "requires": a fact that is not known is filled in as unknown. */
function checkPlaceholders(yaml: RuleFile, text: unknown, path: YamlPath): RuleFault[] {
  if (typeof text !== "string") return [];
  return factsNamedIn(text)
    .filter((id) => yaml.names.findFact(id) === undefined)
    .map((id) => yaml.faultAt(path, `{${id}} in the ${String(path[0])}: ${unknownFact(id, yaml.names)}`));
}

function factFault(yaml: RuleFile, id: string, path: YamlPath): RuleFault[] {
  return yaml.names.findFact(id) === undefined ? [yaml.faultAt(path, unknownFact(id, yaml.names))] : [];
}

/** What a fact names, such as a priority level, may have any name. */
function parameterFault(yaml: RuleFile, id: string, path: YamlPath): RuleFault[] {
  if (yaml.names.isParameter(fillPlaceholders(id, () => "name"))) return [];
  if (yaml.names.isConstant(id))
    return [
      yaml.faultAt(path, `${id} is a constant of Kubernetes: it cannot be set, so it cannot be suggested`),
    ];
  return [yaml.faultAt(path, `unknown parameter "${id}"${didYouMean(id, yaml.names.limitIds)}`)];
}

/** Whatever the conditions use must be required: a missing fact then means "cannot tell", never "no". */
function checkRequires(yaml: RuleFile, rule: RawRule): RuleFault[] {
  const required = new Set(stringsIn(rule["requires"]).map(([id]) => id));
  const used = usedFacts(rule["conditions"], ["conditions"]);
  if (rule["stage"] === "longest") used.push(["stages.longest", ["stage"]]);
  return used
    .filter(([id]) => yaml.names.findFact(id) !== undefined && !required.has(id))
    .map(([id, path]) => yaml.faultAt(path, `${id} is used here but is not in the list "requires"`));
}

function usedFacts(value: unknown, path: YamlPath): [id: string, path: YamlPath][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === "fact" && typeof part === "string"
      ? [[part, [...path, key]] as [string, YamlPath]]
      : usedFacts(part, [...path, key]),
  );
}

function checkExplains(yaml: RuleFile, rule: RawRule): RuleFault[] {
  const { explains, cause } = rule;
  if (explains === undefined)
    return cause === "none"
      ? []
      : [yaml.faultAt([], 'expected "explains", the fact with the seconds that this cause explains')];
  if (typeof explains !== "string") return [];
  const kind = yaml.names.findFact(explains);
  if (kind === undefined) return factFault(yaml, explains, ["explains"]);
  const faults: RuleFault[] = [];
  if (kind.unit !== "s")
    faults.push(
      yaml.faultAt(["explains"], `expected a fact in seconds, but ${kind.id} has the unit ${kind.unit}`),
    );
  if (!stringsIn(rule["requires"]).some(([id]) => id === explains))
    faults.push(yaml.faultAt(["explains"], `${kind.id} is used here but is not in the list "requires"`));
  return faults;
}

function checkExamples(yaml: RuleFile, examples: unknown): RuleFault[] {
  if (!Array.isArray(examples)) return [];
  const raw = examples.filter((one): one is RawRule => typeof one === "object" && one !== null);
  const faults = raw.flatMap((one, index) => {
    const facts = one["facts"];
    if (typeof facts !== "object" || facts === null || Array.isArray(facts)) return [];
    return Object.entries(facts).flatMap(([id, value]) => {
      const path = ["examples", index, "facts", id];
      const kind = yaml.names.findFact(id);
      if (kind === undefined) return [yaml.faultAtKey(path, unknownFact(id, yaml.names))];
      const message = faultOfValue(kind, value);
      return message === undefined ? [] : [yaml.faultAt(path, `${id}: ${message}`)];
    });
  });
  const absent = ["fires", "does-not-fire", "cannot-tell"].filter(
    (expect) => !raw.some((one) => one["expect"] === expect),
  );
  return absent.length === 0
    ? faults
    : [
        ...faults,
        yaml.faultAtKey(["examples"], `expected an example of each kind; ${absent.join(", ")} is missing`),
      ];
}

function stringsIn(list: unknown): [id: string, index: number][] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((id: unknown, index) =>
    typeof id === "string" ? [[id, index] as [string, number]] : [],
  );
}
