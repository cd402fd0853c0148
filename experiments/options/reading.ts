import type { OwnKnowledge } from "../../knowledge/index.ts";
import type { Fault } from "../faults.ts";
import { interpolate } from "../ini/interpolate.ts";
import { scan } from "../ini/scan.ts";
import type { Entry, ScannedFile, ScannedSection } from "../ini/scanned.ts";
import { sharedValues } from "../ini/shared-dialect.ts";
import { withOverrides, type Override } from "../overrides.ts";
import type { OptionValue, Problem } from "./known.ts";

/** Where an option stands, or would stand. */
export interface Place {
  readonly section: string;
  readonly line: number;
}

/** A file that is being read: what was found so far, and everything there is to say about it. */
export interface Reading {
  readonly file: string;
  readonly scanned: ScannedFile;
  readonly faults: Fault[];
  readonly warnings: Fault[];
  readonly known: Map<string, OptionValue>;
  readonly places: Map<string, Place>;
  /** Entries that an option was read from, or that another one refers to. */
  readonly used: Set<Entry>;
  readonly shared: ReadonlyMap<Entry, string>;
  /** Parameters of the user's own, from the files that this one names. */
  readonly own: OwnKnowledge | undefined;
}

export function beginReading(
  text: string,
  file: string,
  own?: OwnKnowledge,
  overrides: readonly Override[] = [],
): Reading {
  const scanned = withOverrides(scan(text, file), overrides);
  return {
    file,
    scanned,
    faults: [...scanned.faults],
    warnings: [...scanned.warnings],
    known: new Map(),
    places: new Map(),
    used: new Set(),
    shared: scanned.faults.length === 0 ? sharedValues(text, scanned) : new Map(),
    own,
  };
}

/** A value, or what is wrong; an empty fault means that it was said elsewhere already. */
export type Outcome<V> = { readonly value: V } | { readonly fault: string };

/** The text of an entry with its references replaced. */
export function valueOf(reading: Reading, section: ScannedSection, entry: Entry): Outcome<string> {
  const lookup = (key: string): string | undefined => {
    const other = section.entries.get(key) ?? reading.scanned.defaults.get(key);
    if (other !== undefined) reading.used.add(other);
    return other?.raw;
  };
  return interpolate(reading.shared.get(entry) ?? entry.raw, lookup);
}

/** Adds a problem of an option to the faults or the warnings, at the place where the option stands. */
export function addProblem(reading: Reading, problem: Problem): void {
  const place = reading.places.get(problem.key);
  const list = problem.warning === true ? reading.warnings : reading.faults;
  list.push({ file: reading.file, ...place, key: problem.key, text: problem.text });
}
