import type { ScannedSection } from "../ini/scanned.ts";
import type { Chosen, Module, OptionTable, Values } from "./option.ts";
import { readOption } from "./read-option.ts";
import { addProblem, type Reading } from "./reading.ts";

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
