import { quoted, type Fault } from "../faults.ts";
import { interpolate } from "../ini/interpolate.ts";
import { scan } from "../ini/scan.ts";
import type { Entry, ScannedFile, ScannedSection } from "../ini/scanned.ts";
import { sharedValues } from "../ini/shared-dialect.ts";
import { adviceFor, nearest, swallowedOption } from "./hints.ts";
import type { OptionValue, Problem } from "./known.ts";
import type { Chosen, Module, Option, OptionTable, Values } from "./option.ts";
import { tablesWith } from "./registry.ts";

/** A file that is being read: what was found so far, and everything there is to say about it. */
export interface Reading {
  readonly file: string;
  readonly scanned: ScannedFile;
  readonly faults: Fault[];
  readonly warnings: Fault[];
  readonly known: Map<string, OptionValue>;
  /** Where the options that were read stand, or would stand. */
  readonly places: Map<string, { readonly section: string; readonly line: number }>;
  /** Entries that an option was read from, or that another one refers to. */
  readonly used: Set<Entry>;
  readonly shared: ReadonlyMap<Entry, string>;
}

export function beginReading(text: string, file: string): Reading {
  const scanned = scan(text, file);
  return {
    file,
    scanned,
    faults: [...scanned.faults],
    warnings: [...scanned.warnings],
    known: new Map(),
    places: new Map(),
    used: new Set(),
    shared: scanned.faults.length === 0 ? sharedValues(text, scanned) : new Map(),
  };
}

/**
 * Reads the options of a table from a section. Faults go to the reading; a value that is faulty or missing is
 * left out, so the result is complete only if the reading ends without faults.
 */
export function readTable<T extends OptionTable>(
  reading: Reading,
  section: ScannedSection,
  table: T,
): Partial<Values<T>> {
  const values = Object.entries(table).flatMap(([key, option]) => {
    const entry = section.entries.get(key.toLowerCase()) ?? reading.scanned.defaults.get(key.toLowerCase());
    reading.places.set(key, { section: section.name, line: entry?.line ?? section.line });
    if (entry !== undefined) reading.used.add(entry);
    const outcome = readOption(reading, section, key, option, entry);
    if ("fault" in outcome) {
      if (outcome.fault !== "") addProblem(reading, { key, text: outcome.fault });
      return [];
    }
    reading.known.set(key, outcome.value);
    return [[key, outcome.value] as const];
  });
  return Object.fromEntries(values) as Partial<Values<T>>;
}

/** Reads the options of the module that was chosen by name; undefined when there is none, or a faulty one. */
export function readModule<M extends Readonly<Record<string, Module>>>(
  reading: Reading,
  section: ScannedSection,
  modules: M,
  name: (keyof M & string) | undefined,
): Chosen<M> | undefined {
  const module = name === undefined ? undefined : modules[name];
  if (module === undefined) return undefined;
  return { name, ...readTable(reading, section, module.options) } as Chosen<M>;
}

/** A value, or what is wrong; an empty fault means that it was said elsewhere already. */
export type Outcome<V> = { readonly value: V } | { readonly fault: string };

function readOption(
  reading: Reading,
  section: ScannedSection,
  key: string,
  option: Option<OptionValue>,
  entry: Entry | undefined,
): Outcome<OptionValue> {
  if (entry !== undefined) {
    const raw = valueOf(reading, section, entry);
    if ("fault" in raw) return raw;
    if (raw.value !== "") return converted(reading, key, option, entry, raw.value);
  }
  const { fallback } = option;
  if (fallback.kind === "value") return fallback;
  if (fallback.kind === "mandatory") return missing(reading, section, key, `expected ${option.expected}`);
  const result = fallback.of(reading.known);
  if (result === undefined) return { fault: "" };
  return "value" in result ? result : missing(reading, section, key, result.missing);
}

/** The text of an entry with its references replaced. */
export function valueOf(reading: Reading, section: ScannedSection, entry: Entry): Outcome<string> {
  const lookup = (key: string): string | undefined => {
    const other = section.entries.get(key) ?? reading.scanned.defaults.get(key);
    if (other !== undefined) reading.used.add(other);
    return other?.raw;
  };
  return interpolate(reading.shared.get(entry) ?? entry.raw, lookup);
}

function converted(
  reading: Reading,
  key: string,
  option: Option<OptionValue>,
  entry: Entry,
  raw: string,
): Outcome<OptionValue> {
  const value = option.read(raw);
  if (value === undefined) {
    const advice = adviceFor(entry, raw, (part) => option.read(part) !== undefined, option.choices);
    return { fault: `expected ${option.expected}, got ${quoted(raw)}${advice}` };
  }
  if (option.type === "text" || option.type === "list") warnOfText(reading, key, entry, raw);
  return { value };
}

/** Free text takes everything, also what its author did not mean to be part of it. */
function warnOfText(reading: Reading, key: string, entry: Entry, raw: string): void {
  const swallowed = swallowedOption(entry);
  if (swallowed !== undefined) addProblem(reading, { key, text: swallowed, warning: true });
  if (/\s[#;]/.test(raw)) {
    // The value itself is not shown: it may be a credential.
    const text = "comments behind a value are part of it: put them on a line of their own";
    addProblem(reading, { key, text, warning: true });
  }
}

function missing(reading: Reading, section: ScannedSection, key: string, why: string): Outcome<never> {
  // A line that could not be read may well be this option: its own fault says what to do.
  const broken = reading.scanned.unreadable.some(({ text }) =>
    text.toLowerCase().startsWith(key.toLowerCase()),
  );
  if (broken) return { fault: "" };
  const strangers = [...section.entries.values()].filter(
    (entry) => tablesWith(section.name, entry.key).length === 0,
  );
  const near = nearest(
    key,
    strangers.map((entry) => entry.written),
  );
  const meant = strangers.find((entry) => entry.written === near);
  const hint = meant === undefined ? "" : `; is "${meant.written}" in line ${String(meant.line)} meant?`;
  return { fault: `missing, ${why}${hint}` };
}

/** Adds a problem of an option to the faults or the warnings, at the place where the option stands. */
export function addProblem(reading: Reading, problem: Problem): void {
  const place = reading.places.get(problem.key);
  const list = problem.warning === true ? reading.warnings : reading.faults;
  list.push({ file: reading.file, ...place, key: problem.key, text: problem.text });
}
