import { access, constants, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Whether this is a file that the user may start. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Where administrators' programs lie, whatever PATH says. */
export const systemFolders = [
  "/usr/local/sbin",
  "/usr/sbin",
  "/sbin",
  "/usr/local/bin",
  "/usr/bin",
  "/bin",
] as const;

/** A program of the machine: in PATH, then in these folders. */
export const findProgram = (
  name: string,
  folders: readonly string[] = systemFolders,
): Promise<string | undefined> => findExecutable([name], folders);

/** The first of the names that is found in PATH or in one of the extra folders, as an absolute path. */
export async function findExecutable(
  names: readonly string[],
  extraFolders: readonly string[] = [],
): Promise<string | undefined> {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder.startsWith("/"));
  for (const name of names)
    for (const folder of [...folders, ...extraFolders]) {
      const path = join(folder, name);
      if (await isExecutable(path)) return path;
    }
  return undefined;
}
