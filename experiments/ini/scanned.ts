import type { Fault } from "../faults.ts";

/** One `key = value` with the lines that continue it. */
export interface Entry {
  /** Lower-cased, as every look-up is. */
  readonly key: string;
  /** The key as the file has it. */
  readonly written: string;
  readonly line: number;
  /** The value before interpolation; continuation lines joined by newlines. */
  readonly raw: string;
  readonly continued: readonly { readonly line: number; readonly text: string }[];
}

export interface ScannedSection {
  readonly name: string;
  readonly line: number;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** A .cfg file taken apart. With faults it holds whatever could be read all the same. */
export interface ScannedFile {
  readonly file: string;
  readonly sections: ReadonlyMap<string, ScannedSection>;
  /** Entries of `[DEFAULT]`, which every section inherits. */
  readonly defaults: ReadonlyMap<string, Entry>;
  /** Lines that could not be read, for telling a missing option from a misspelt line. */
  readonly unreadable: readonly { readonly section: string | undefined; readonly text: string }[];
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}
