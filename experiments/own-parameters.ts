import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { readOwn, type OwnKnowledge, type YamlFault } from "../knowledge/index.ts";
import { ExperimentError, quoted, type Fault } from "./faults.ts";
import { addProblem, beginReading } from "./options/reading.ts";
import { readTable } from "./options/read-table.ts";
import { columbo } from "./options/sections/columbo.ts";

/** Descriptions are short texts; anything beyond this is something else. */
const LARGEST = 1_000_000;

/**
 * The parameters that the files of `[columbo] parameters` describe; undefined where the experiment names none.
 * @param text the text of the .cfg file
 * @param file its name; theirs are relative to it
 * @throws ExperimentError with all faults of these files
 */
export async function ownParameters(text: string, file: string): Promise<OwnKnowledge | undefined> {
  const reading = beginReading(text, file);
  const section = reading.scanned.sections.get("columbo");
  // What is wrong with the .cfg file itself is said when it is read whole.
  if (section === undefined || reading.faults.length > 0) return undefined;
  const { parameters: names = [] } = readTable(reading, section, { parameters: columbo.parameters });
  if (names.length === 0 || reading.faults.length > 0) return undefined;
  const read = await Promise.all(names.map((name) => readOwnFile(resolve(dirname(file), name), name)));
  const texts = read.flatMap((one) => {
    if ("text" in one) return [one];
    addProblem(reading, { key: "parameters", text: one.fault });
    return [];
  });
  if (reading.faults.length > 0) throw new ExperimentError(reading.faults);
  const { own, faults } = readOwn(texts);
  if (own === undefined) throw new ExperimentError(faults.map(faultOf));
  return own;
}

async function readOwnFile(
  path: string,
  name: string,
): Promise<{ readonly file: string; readonly text: string } | { readonly fault: string }> {
  const expected = `expected a YAML file with parameters of your own, ${quoted(name)} (as seen from this file)`;
  try {
    const bytes = await readFile(path);
    if (bytes.length > LARGEST) return { fault: `${expected} has more than ${String(LARGEST)} bytes` };
    return { file: path, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EISDIR") return { fault: `${expected} is a folder` };
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return { fault: `${expected} is not UTF-8` };
    return { fault: `${expected} is not there or may not be read` };
  }
}

function faultOf({ file, line, message }: YamlFault): Fault {
  return { file, ...(line === undefined ? {} : { line }), text: message };
}
