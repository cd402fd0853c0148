import type { YamlFault } from "../knowledge/index.ts";

/** Something wrong, or worth saying, about one place of a .cfg file. */
export interface Fault {
  readonly file: string;
  /** Counted from 1; absent when the fault is the whole file's. */
  readonly line?: number;
  /** Counted from 1; of YAML files, whose faults have no section. */
  readonly column?: number;
  readonly section?: string;
  readonly key?: string;
  /** What was expected, what was found and what to do, without the place. */
  readonly text: string;
}

/** A fault as one line, for example `a.cfg:12: [local] nodes: expected ..., got "..."`. */
export function faultLine(fault: Fault): string {
  const line = [fault.line, fault.column].map((at) => (at === undefined ? "" : `:${String(at)}`)).join("");
  const section = fault.section === undefined ? "" : ` [${fault.section}]`;
  const key = fault.key === undefined ? "" : ` ${fault.key}`;
  const place = section + key === "" ? "" : `${section}${key}:`;
  return `${fault.file}${line}:${place} ${fault.text}`;
}

/** A fault of a YAML file that an experiment names. */
export function yamlFault({ message, ...place }: YamlFault): Fault {
  return { ...place, text: message };
}

const LONGEST_QUOTE = 60;

/** A value of the file as it is shown in a message: quoted, control characters escaped, cut when long. */
export function quoted(value: string): string {
  const shown = value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}...` : value;
  return JSON.stringify(shown).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A .cfg file that cannot be taken; `message` has all its faults, one per line. */
export class ExperimentError extends Error {
  override readonly name = "ExperimentError";
  readonly exitCode = 2;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];

  constructor(faults: readonly Fault[], warnings: readonly Fault[] = []) {
    super(faults.map(faultLine).join("\n"));
    this.faults = faults;
    this.warnings = warnings;
  }
}

/** A valid experiment that needs a part which Columbo does not have yet. */
export class NotYetAvailableError extends Error {
  override readonly name = "NotYetAvailableError";
  readonly exitCode = 3;

  /** @param parts for example "provider qemu (available: local)" */
  constructor(parts: readonly string[]) {
    super(`not yet available in Columbo: ${parts.join(", ")}`);
  }
}
