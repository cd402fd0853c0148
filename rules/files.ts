import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { readYaml, type YamlFile } from "../knowledge/index.ts";
import type { RuleFault } from "./errors.ts";
import { isFactFile } from "./own-facts/own-fact.ts";

/** Rules are short texts; anything beyond this is something else. */
const largest = 1_000_000;

/** The files of some folders, parsed; those that cannot be read are among the faults. */
export interface ParsedFiles {
  /** Each holds one rule. */
  readonly rules: readonly YamlFile[];
  /** Each describes facts. */
  readonly facts: readonly YamlFile[];
  readonly faults: readonly RuleFault[];
}

/**
 * Reads every file (.yaml, .yml, .json) of these folders, subfolders included, and these files; with a file, what its
 * folder says of facts, which its rule may use.
 */
export async function parseFiles(paths: readonly string[]): Promise<ParsedFiles> {
  const found = await Promise.all(paths.map(filesUnder));
  // Files are called as the user called them; one that was named twice is read once.
  const files = new Map(found.flatMap((one) => one.files.map((file) => [resolve(file), file] as const)));
  const read = await Promise.all([...files.values()].map(parseFile));
  const parsed = read.flatMap((one) => ("faultAt" in one ? [one] : []));
  return {
    rules: parsed.filter(({ file }) => !isFactFile(basename(file))),
    facts: parsed.filter(({ file }) => isFactFile(basename(file))),
    faults: [
      ...found.flatMap((one) => one.faults),
      ...read.flatMap((one) => ("faultAt" in one ? [] : [one])),
    ],
  };
}

async function filesUnder(path: string): Promise<{ files: string[]; faults: RuleFault[] }> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    const entries = await readdir(isFolder ? path : dirname(path), {
      recursive: isFolder,
      withFileTypes: true,
    });
    const files = entries
      .filter(({ name }) => /\.(ya?ml|json)$/.test(name) && !/schema\.json$/.test(name))
      .filter((entry) => !entry.isDirectory() && (isFolder || isFactFile(entry.name)))
      .map((entry) => join(entry.parentPath, entry.name));
    return { files: [...(isFolder ? [] : [path]), ...files.sort()], faults: [] };
  } catch (error) {
    return { files: [], faults: [unreadable(path, error)] };
  }
}

async function parseFile(file: string): Promise<YamlFile | RuleFault> {
  try {
    const info = await stat(file);
    if (!info.isFile()) return { file, message: "expected a rule file, this is no regular file" };
    const { size } = info;
    if (size > largest)
      return { file, message: `expected a rule of at most ${largest} bytes, got one of ${size} bytes` };
    return readYaml(file, await readFile(file, "utf8"));
  } catch (error) {
    return unreadable(file, error);
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
