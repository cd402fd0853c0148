import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { OwnKnowledge } from "../knowledge/index.ts";
import { RuleError, type RuleFault } from "./errors.ts";
import { ruleNames, type RuleNames } from "./names.ts";
import { shippedRules } from "./package-root.ts";
import { readRule, type ReadRule } from "./read.ts";
import type { Rule } from "./rule.ts";

/** Rules are short texts; anything beyond this is something else. */
const largest = 1_000_000;

/** What a set of folders and files holds: rules that can be used, and the faults of the others. */
export interface RuleFiles {
  readonly rules: readonly Rule[];
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
  const { rules, faults } = await readRules([shippedRules, ...folders], own);
  if (faults.length > 0) throw new RuleError(faults);
  return rules;
}

/**
 * Reads every rule file (.yaml, .yml, .json) of these folders, subfolders included, and of these files.
 * @param own parameters of the user's that the rules may use
 */
export async function readRules(paths: readonly string[], own?: OwnKnowledge): Promise<RuleFiles> {
  const names = ruleNames(own);
  const found = await Promise.all([...new Set(paths.map((path) => resolve(path)))].map(ruleFilesUnder));
  const faults = found.flatMap((one) => one.faults);
  const files = [...new Set(found.flatMap((one) => one.files))];
  const rules = new Map<string, Rule>();
  for (const read of await Promise.all(files.map((file) => readFileOf(file, names)))) {
    faults.push(...read.faults);
    if (!("rule" in read)) continue;
    const same = rules.get(read.rule.name);
    if (same === undefined) rules.set(read.rule.name, read.rule);
    else faults.push(read.yaml.faultAt(["name"], `the rule ${same.file} has the name "${same.name}" too`));
  }
  return { rules: [...rules.values()], faults };
}

async function ruleFilesUnder(path: string): Promise<{ files: string[]; faults: RuleFault[] }> {
  try {
    if (!(await stat(path)).isDirectory()) return { files: [path], faults: [] };
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries
      .filter(({ name }) => /\.(ya?ml|json)$/.test(name) && name !== "schema.json")
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name));
    return { files: files.sort(), faults: [] };
  } catch (error) {
    return { files: [], faults: [unreadable(path, error)] };
  }
}

async function readFileOf(file: string, names: RuleNames): Promise<ReadRule> {
  try {
    const info = await stat(file);
    if (!info.isFile())
      return { faults: [{ file, message: "expected a rule file, this is no regular file" }] };
    const { size } = info;
    if (size > largest)
      return {
        faults: [{ file, message: `expected a rule of at most ${largest} bytes, got one of ${size} bytes` }],
      };
    return readRule(file, await readFile(file, "utf8"), names);
  } catch (error) {
    return { faults: [unreadable(file, error)] };
  }
}

function unreadable(file: string, error: unknown): RuleFault {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR")
    return { file, message: "expected a rule file or a folder with rule files, there is none of this name" };
  if (code === "EACCES" || code === "EPERM")
    return { file, message: "this may not be read: check its permissions" };
  return { file, message: `this cannot be read: ${code ?? message}` };
}
