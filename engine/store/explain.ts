import { StoreError } from "./store-error.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full; free some space and run the experiment again",
  EDQUOT: "the disk quota is used up; free some space and run the experiment again",
  EACCES:
    "permission denied; use a folder of your own (for a new run with --output, for a report a copy of the run)",
  EROFS:
    "the file system is read-only; use another folder (for a new run with --output, for a report a copy of the run)",
  EEXIST: "a file is in its place; choose another folder with --output",
  EISDIR: "a folder is in its place; a run folder has plan.json and result.json, run the experiment again",
  ENOENT: "no such file; a run folder has plan.json and result.json, a run without a result did not finish",
  ENOTDIR: "it is not a folder",
};

/**
 * Does something with a file; what the system refuses comes out as one sentence.
 * @param what for example "read"
 * @throws StoreError
 */
export async function explain<T>(path: string, what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const full = code === "ENOSPC" || code === "EDQUOT";
    throw new StoreError(`cannot ${what} ${path}: ${reasons[code ?? ""] ?? message}`, full, { cause: error });
  }
}
