import type { z } from "zod";
import type { YamlFault } from "./fault.ts";
import type { Path, YamlFile } from "./file.ts";
import { didYouMean } from "./near-misses.ts";

type Issue = z.core.$ZodIssue;

/**
 * An issue of a schema as faults, each at the place that it is about.
 * @param keysUnder the keys that the map under a path may have
 */
export function shapeFaults(
  yaml: YamlFile,
  issue: Issue,
  keysUnder: (path: Path) => readonly string[],
): readonly YamlFault[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? step.toString() : step));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      yaml.faultAtKey([...path, key], `unknown key "${key}"${didYouMean(key, keysUnder(path))}`),
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
  number: "a number",
  array: "a list",
  object: "a map",
  record: "a map",
};

function nearMiss(issue: Issue, found: unknown): string {
  if (issue.code !== "invalid_value" || typeof found !== "string") return "";
  return didYouMean(found, issue.values.map(String));
}

/** What stands under a path; undefined where nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === "object" && inner !== null
        ? (inner as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
}

/** What `value` is, in words for a message. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  // NaN and the infinities, which YAML knows, are null in JSON.
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}
