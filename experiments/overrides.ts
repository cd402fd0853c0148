import type { Fault } from "./faults.ts";
import type { Entry, ScannedFile, ScannedSection } from "./ini/scanned.ts";

/** A value from the command line in the place of the file's own. */
export interface Override {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** Where it comes from, for example "--set". */
  readonly option: string;
}

/** No line of a file has this number. */
const noLine = 0;

/** The file as if these values stood in it; of two for the same option the later one counts. */
export function withOverrides(scanned: ScannedFile, overrides: readonly Override[]): ScannedFile {
  const sections = new Map(scanned.sections);
  for (const { section, key, value } of overrides) {
    const known: ScannedSection = sections.get(section) ?? {
      name: section,
      line: noLine,
      entries: new Map(),
    };
    const entry: Entry = { key: key.toLowerCase(), written: key, line: noLine, raw: value, continued: [] };
    sections.set(section, { ...known, entries: new Map(known.entries).set(entry.key, entry) });
  }
  return { ...scanned, sections };
}

/** A fault of an override names the command line's option instead of a place in the file. */
export function placedFault(fault: Fault, overrides: readonly Override[]): Fault {
  if (fault.line !== noLine) return fault;
  const { key = "", text } = fault;
  const given = overrides.findLast((override) => override.key.toLowerCase() === key.toLowerCase());
  return { file: given?.option ?? fault.file, key, text };
}
