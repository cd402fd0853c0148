import { ProvisionError } from "./errors.ts";
import { fileFault } from "./file-fault.ts";
import { stateFolders } from "./state-folders.ts";

const elsewhere = "set XDG_STATE_HOME to a folder";

/** What a failed file operation below the state folder means for the user; undefined when he cannot mend it. */
function stateFault(error: unknown): ProvisionError | undefined {
  const fault = fileFault(error);
  if (fault === undefined) return undefined;
  const { clusters } = stateFolders();
  const sentence =
    fault.kind === "no space"
      ? `No space left for a cluster's data and logs in ${clusters}: free some, or ${elsewhere} on another disk`
      : `A cluster's files cannot be written in ${clusters} (${fault.code}): make it writable, or ${elsewhere} that is`;
  return new ProvisionError(sentence, 3, { cause: error });
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
