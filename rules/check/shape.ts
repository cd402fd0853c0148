import type { z } from "zod";
import type { RuleFault } from "../errors.ts";
import { didYouMean } from "../near-misses.ts";
import { ruleSchema } from "../schema.ts";
import type { Path, YamlFile } from "../yaml-file.ts";
import { kindOf } from "./conditions.ts";

type Issue = z.core.$ZodIssue;

const ruleKeys = Object.keys(ruleSchema.shape);
const exampleKeys = ["name", "facts", "expect"];

/** An issue of the schema as faults, each at the place that it is about. */
export function faultsOf(yaml: YamlFile, issue: Issue): RuleFault[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? step.toString() : step));
  if (issue.code === "unrecognized_keys") {
    const known = path.length === 0 ? ruleKeys : exampleKeys;
    return issue.keys.map((key) =>
      yaml.faultAtKey([...path, key], `unknown key "${key}"${didYouMean(key, known)}`),
    );
  }
  const found = valueAt(yaml.value, path);
  if (found === undefined) return [yaml.faultAt(path, `"${String(path.at(-1))}" is missing`)];
  return [
    yaml.faultAt(
      path,
      `${path.join(".")}: ${expectation(issue)}, found ${kindOf(found)}${nearMiss(issue, found)}`,
    ),
  ];
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${words[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `expected one of ${issue.values.join(", ")}`;
    case "invalid_union":
      return "expected a number or a text";
    case "too_small":
      return `expected at least ${issue.minimum}`;
    default:
      return issue.message;
  }
}

const words: Readonly<Record<string, string>> = {
  string: "a text",
  array: "a list",
  object: "a map",
  record: "a map",
};

function nearMiss(issue: Issue, found: unknown): string {
  if (issue.code !== "invalid_value" || typeof found !== "string") return "";
  return didYouMean(found, issue.values.map(String));
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === "object" && inner !== null
        ? (inner as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
}
