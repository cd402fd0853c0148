import { quoted } from "../faults.ts";
import { indentOf, strip, stripEnd } from "./blank.ts";
import { readHeader } from "./header.ts";
import {
  closed,
  DEFAULTS,
  opened,
  refuse,
  unreadable,
  type OpenEntry,
  type OpenSection,
  type ScanState,
} from "./scan-state.ts";
import type { ScannedFile } from "./scanned.ts";

/** Characters of a line; a longer one is no experiment's. */
const LONGEST_LINE = 64 * 1024;
/** Bytes of a file; a larger one is no experiment. */
export const LONGEST_FILE = 1024 * 1024;
/** A file of another kind has a fault in nearly every line; more than these say nothing new. */
const MOST_FAULTS = 100;

/**
 * Takes a .cfg text apart as Python's configparser does with its defaults: keys without case, `=` or `:`,
 * comments on lines of their own only, deeper indented lines continue a value, nothing twice.
 * Never throws; all faults are collected. Where Python versions differ, the line is refused.
 */
export function scan(text: string, file: string): ScannedFile {
  const state = opened(file);
  if (text.length > LONGEST_FILE) {
    state.faults.push({ file, text: "expected a file of at most 1 MiB, got a larger one" });
  } else if (text.includes("\0")) {
    state.faults.push({ file, text: "expected a text file, got one with NUL bytes" });
  } else {
    readLines(state, text);
  }
  return closed(state);
}

function readLines(state: ScanState, text: string): void {
  if (text.startsWith("\ufeff")) {
    const advice = "the file begins with a byte-order mark: save it as UTF-8 without one";
    state.faults.push({ file: state.file, line: 1, text: advice });
  }
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    if (state.faults.length >= MOST_FAULTS) {
      refuse(state, index + 1, "too many faults, the rest of the file was not read");
      return;
    }
    readLine(state, line, index + 1);
  }
}

function readLine(state: ScanState, line: string, number: number): void {
  if (line.length > LONGEST_LINE) {
    unreadable(
      state,
      line.slice(0, 80),
      number,
      `expected a line of at most 64 KiB, got ${String(line.length)} characters`,
    );
    return;
  }
  const value = strip(line);
  if (value === "") {
    // Blank lines within a value belong to it; those after it are cut off in the end.
    state.entry?.lines.push("");
  } else if (!value.startsWith("#") && !value.startsWith(";")) {
    const indent = indentOf(line);
    if (state.entry !== undefined && indent > state.indent) {
      state.entry.lines.push(value);
      state.entry.continued.push({ line: number, text: value });
      return;
    }
    state.indent = indent;
    if (value.startsWith("[")) readSection(state, value, number);
    else readEntry(state, value, number);
  }
}

function readSection(state: ScanState, value: string, number: number): void {
  const header = readHeader(value);
  if ("fault" in header) {
    unreadable(state, value, number, header.fault);
    return;
  }
  state.entry = undefined;
  const place = { file: state.file, line: number, section: header.name };
  if (header.ignored !== undefined) {
    state.warnings.push({
      ...place,
      text: `the text after the closing bracket is not read: ${header.ignored}`,
    });
  }
  const known = header.name === DEFAULTS ? state.defaults : state.sections.get(header.name);
  if (known !== undefined && known !== state.defaults) {
    state.faults.push({ ...place, text: `this section is there twice, first in line ${String(known.line)}` });
  }
  state.section = known ?? { name: header.name, line: number, entries: new Map() };
  if (known === undefined) state.sections.set(header.name, state.section);
}

function readEntry(state: ScanState, value: string, number: number): void {
  const separator = value.search(/[=:]/);
  const written = separator < 0 ? "" : stripEnd(value.slice(0, separator));
  if (state.section === undefined) {
    const first = state.unreadable.length === 0;
    state.unreadable.push({ section: undefined, text: value });
    // One such fault says it all: what follows is in the wrong place for the same reason.
    if (first) refuse(state, number, `expected a [section] before the first option, got ${quoted(value)}`);
  } else if (written === "") {
    unreadable(state, value, number, `expected "key = value", got ${quoted(value)}`);
  } else {
    addEntry(state, state.section, {
      written,
      line: number,
      lines: [strip(value.slice(separator + 1))],
      continued: [],
    });
  }
}

function addEntry(state: ScanState, section: OpenSection, entry: OpenEntry): void {
  const key = entry.written.toLowerCase();
  const first = section.entries.get(key);
  state.entry = entry;
  if (first === undefined) {
    section.entries.set(key, entry);
    return;
  }
  const text = `this option is there twice, first in line ${String(first.line)}`;
  state.faults.push({ file: state.file, line: entry.line, section: section.name, key: entry.written, text });
}
