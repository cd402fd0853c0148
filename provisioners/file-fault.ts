/** Why a file could not be written, as far as the user can mend it. */
export interface FileFault {
  readonly kind: "no space" | "not writable";
  /** For example EACCES. */
  readonly code: string;
}

/** What a failed file operation means for the user; undefined when he cannot mend it. */
export function fileFault(error: unknown): FileFault | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return { kind: "no space", code };
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOTDIR":
    case "ENOENT":
      return { kind: "not writable", code };
    default:
      return undefined;
  }
}
