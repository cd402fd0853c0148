import { ProvisionError } from "./errors.ts";
import { stateFolders } from "./state-folders.ts";

const elsewhere = "set XDG_STATE_HOME to a folder";

/** What a failed file operation below the state folder means for the user; undefined when he cannot mend it. */
function stateFault(error: unknown): ProvisionError | undefined {
  const { clusters } = stateFolders();
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return new ProvisionError(
        `No space left for a cluster's data and logs in ${clusters}: free some, or ${elsewhere} on another disk`,
        3,
        { cause: error },
      );
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOTDIR":
    case "ENOENT":
      return new ProvisionError(
        `A cluster's files cannot be written in ${clusters} (${code}): make it writable, or ${elsewhere} that is`,
        3,
        { cause: error },
      );
    default:
      return undefined;
  }
}

/**
 * Writes something below the state folder.
 * @throws ProvisionError (exit code 3) when the disk is full or the folder is not writable
 */
export async function keepingState<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw stateFault(error) ?? error;
  }
}
