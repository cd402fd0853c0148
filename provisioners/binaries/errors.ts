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
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return new SetupError(
        `No space left for the binaries in ${folder} (0.5 GB, and 4 GB more in Go's caches while they are built): free some, or ${elsewhere} on another disk.`,
        3,
        { cause: error },
      );
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOTDIR":
    case "ENOENT":
      return new SetupError(
        `Cannot write the binaries into ${folder} (${code}): make it writable, or ${elsewhere} that is.`,
        3,
        { cause: error },
      );
    default:
      return undefined;
  }
}
