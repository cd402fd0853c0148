/** One fault of a rule file; lines and columns count from 1 and are absent when the fault is the whole file's. */
export interface RuleFault {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** What was found and what was expected. */
  readonly message: string;
}

/** A fault as `file:line:column: message`, the form that editors can jump to. */
export function faultText({ file, line, column, message }: RuleFault): string {
  const place = [file, line, column].filter((part) => part !== undefined);
  return `${place.join(":")}: ${message}`;
}

/** Rule files that cannot be used; the message has one line for each fault of all files. */
export class RuleError extends Error {
  readonly exitCode = 2;
  readonly faults: readonly RuleFault[];

  constructor(faults: readonly RuleFault[]) {
    super(faults.map(faultText).join("\n"));
    this.name = "RuleError";
    this.faults = faults;
  }
}
