/** What one check of the machine found. */
export interface Finding {
  /** For example "open file limit". */
  readonly name: string;
  readonly ok: boolean;
  /** "needed": nothing works without; "optional": something named in `found` or `mend` does not. */
  readonly level: "needed" | "optional";
  /** The state in a few words, for example "1024, at least 4096 needed". */
  readonly found: string;
  /** The command that mends it; absent when it is ok, or when no command can. */
  readonly mend?: string;
}

/** What a check says; its name is given where the checks are listed. */
export type Verdict = Omit<Finding, "name">;

/** One check; it changes nothing on the machine. */
export type Check = () => Verdict | Promise<Verdict>;

/** A verdict whose command is only shown when it is not ok. */
export function verdict(level: Finding["level"], ok: boolean, found: string, mend?: string): Verdict {
  return { level, ok, found, ...(ok || mend === undefined ? {} : { mend }) };
}
