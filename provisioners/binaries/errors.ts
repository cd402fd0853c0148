import { fileFault } from "../file-fault.ts";

/** The binaries cannot be got; the message is one sentence that says what to do. */
export class SetupError extends Error {
  override readonly name = "SetupError";
  /** 2 = the input is wrong, 3 = the machine lacks something. */
  readonly exitCode: 2 | 3;

  constructor(message: string, exitCode: 2 | 3 = 3, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

const elsewhere = "set XDG_CACHE_HOME to a folder";

/** Says what a failed file operation means for the user; undefined when it is none that he can mend. */
export function folderFault(error: unknown, folder: string): SetupError | undefined {
  const fault = fileFault(error);
  if (fault === undefined) return undefined;
  const sentence =
    fault.kind === "no space"
      ? `No space left for the binaries in ${folder} (0.5 GB, and 4 GB more in Go's caches while they are built): free some, or ${elsewhere} on another disk.`
      : `Cannot write the binaries into ${folder} (${fault.code}): make it writable, or ${elsewhere} that is.`;
  return new SetupError(sentence, 3, { cause: error });
}
