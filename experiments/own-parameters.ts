import { readOwn, type OwnKnowledge } from "../knowledge/index.ts";
import { ExperimentError, yamlFault } from "./faults.ts";
import { addProblem, beginReading } from "./options/reading.ts";
import { readTable } from "./options/read-table.ts";
import { columbo } from "./options/sections/columbo.ts";
import { readYamlBeside } from "./yaml-beside.ts";

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
  const read = await Promise.all(
    names.map((name) => readYamlBeside(file, name, "with parameters of your own")),
  );
  const texts = read.flatMap((one) => {
    if ("text" in one) return [one];
    addProblem(reading, { key: "parameters", text: one.fault });
    return [];
  });
  if (reading.faults.length > 0) throw new ExperimentError(reading.faults);
  const { own, faults } = readOwn(texts);
  if (own === undefined) throw new ExperimentError(faults.map(yamlFault));
  return own;
}
