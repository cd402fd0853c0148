import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { quoted } from "./faults.ts";

/** Descriptions are short texts; anything beyond this is something else. */
const LARGEST = 1_000_000;

/**
 * Reads a YAML file that an experiment names.
 * @param experiment the experiment's file; `name` is relative to it
 * @param what it holds, for example "with parameters of your own"
 * @returns its absolute path and text, or what is wrong with the name
 */
export async function readYamlBeside(
  experiment: string,
  name: string,
  what: string,
): Promise<{ readonly file: string; readonly text: string } | { readonly fault: string }> {
  const file = resolve(dirname(experiment), name);
  const expected = `expected a YAML file ${what}, ${quoted(name)} (as seen from this file)`;
  try {
    const bytes = await readFile(file);
    if (bytes.length > LARGEST) return { fault: `${expected} has more than ${String(LARGEST)} bytes` };
    return { file, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EISDIR") return { fault: `${expected} is a folder` };
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return { fault: `${expected} is not UTF-8` };
    return { fault: `${expected} is not there or may not be read` };
  }
}
