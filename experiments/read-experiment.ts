import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import type { Experiment } from "./experiment.ts";
import { ExperimentError, type Fault } from "./faults.ts";
import { LONGEST_FILE } from "./ini/scan.ts";
import { ownParameters } from "./own-parameters.ts";
import { parseExperiment, type ParsedExperiment } from "./parse-experiment.ts";
import type { Override } from "./overrides.ts";
import { readPod } from "./pod-file.ts";
import { missingRuleFolders } from "./rule-folders.ts";

/**
 * Reads a .cfg file with the warnings of its author's probable slips.
 * @param overrides values in the place of the file's own
 * @throws ExperimentError when it is missing, unreadable, no text, or faulty, or names rule folders, a file of
 *   pods, or files of parameters that are not there or faulty
 */
export async function loadExperiment(
  path: string,
  overrides: readonly Override[] = [],
): Promise<ParsedExperiment> {
  const text = await readText(path);
  const parsed = parseExperiment(text, path, homedir(), await ownParameters(text, path), overrides);
  const { experiment, faults, problems } = await readPod(parsed.experiment);
  const missing = await missingRuleFolders(parsed.experiment);
  const own = [...missing, ...problems].map(({ key, text }) => ({
    file: path,
    ...parsed.places.get(key),
    key,
    text,
  }));
  if (own.length + faults.length > 0) throw new ExperimentError([...own, ...faults], parsed.warnings);
  return { ...parsed, experiment };
}

/**
 * Reads a .cfg file.
 * @throws ExperimentError when it is missing, unreadable, no text, or faulty
 */
export async function readExperiment(path: string): Promise<Experiment> {
  return (await loadExperiment(path)).experiment;
}

async function readText(path: string): Promise<string> {
  if (!path.endsWith(".cfg")) {
    throw refused(path, "expected the name of an experiment to end in .cfg");
  }
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw refused(path, "expected a file, this is a folder");
    if (!found.isFile()) throw refused(path, "expected a regular file");
    if (found.size > LONGEST_FILE) throw refused(path, "expected a file of at most 1 MiB, got a larger one");
    return decoded(path, await readFile(path));
  } catch (error) {
    if (error instanceof ExperimentError) throw error;
    throw refused(path, reasonOf(error));
  }
}

function decoded(path: string, bytes: Buffer): string {
  try {
    // The byte-order mark is kept: the scanner has its own sentence for it.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refused(path, "expected a text file, this one is not UTF-8");
  }
}

function refused(file: string, text: string): ExperimentError {
  const fault: Fault = { file, text };
  return new ExperimentError([fault]);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return "this file does not exist";
  if (code === "EACCES" || code === "EPERM") return "this file may not be read: check its permissions";
  return `this file cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
