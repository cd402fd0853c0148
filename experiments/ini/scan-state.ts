import type { Fault } from "../faults.ts";
import { stripEnd } from "./blank.ts";
import type { Entry, ScannedFile, ScannedSection } from "./scanned.ts";

/** The section that every other one inherits from. */
export const DEFAULTS = "DEFAULT";

/** An entry while lines may still continue it. */
export interface OpenEntry {
  readonly written: string;
  readonly line: number;
  readonly lines: string[];
  readonly continued: { line: number; text: string }[];
}

/** A section while entries may still come. */
export interface OpenSection {
  readonly name: string;
  readonly line: number;
  readonly entries: Map<string, OpenEntry>;
}

/** How far a text has been taken apart. */
export interface ScanState {
  readonly file: string;
  readonly sections: Map<string, OpenSection>;
  readonly defaults: OpenSection;
  readonly unreadable: { section: string | undefined; text: string }[];
  readonly faults: Fault[];
  readonly warnings: Fault[];
  section: OpenSection | undefined;
  entry: OpenEntry | undefined;
  indent: number;
}

/** Nothing read yet. */
export function opened(file: string): ScanState {
  return {
    file,
    sections: new Map(),
    defaults: { name: DEFAULTS, line: 1, entries: new Map() },
    unreadable: [],
    faults: [],
    warnings: [],
    section: undefined,
    entry: undefined,
    indent: 0,
  };
}

/** A line that cannot be read at all: it is a fault, and kept for telling a missing option from a misspelt one. */
export function unreadable(state: ScanState, value: string, line: number, text: string): void {
  state.unreadable.push({ section: state.section?.name, text: value });
  refuse(state, line, text);
}

/** A fault of one line, in the section that is open. */
export function refuse(state: ScanState, line: number, text: string): void {
  const section = state.section === undefined ? {} : { section: state.section.name };
  state.faults.push({ file: state.file, line, ...section, text });
}

/** What was found, once the text is at its end. */
export function closed(state: ScanState): ScannedFile {
  const { file, unreadable: bad, faults, warnings } = state;
  const sections = new Map([...state.sections].map(([name, open]) => [name, closedSection(open)]));
  return {
    file,
    sections,
    defaults: closedSection(state.defaults).entries,
    unreadable: bad,
    faults,
    warnings,
  };
}

function closedSection(open: OpenSection): ScannedSection {
  const entries = [...open.entries].map(([key, entry]): [string, Entry] => [
    key,
    {
      key,
      written: entry.written,
      line: entry.line,
      raw: stripEnd(entry.lines.join("\n")),
      continued: entry.continued,
    },
  ]);
  return { name: open.name, line: open.line, entries: new Map(entries) };
}
