import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it that are missing. Node's own recursive mkdir never returns on a file system
 * that answers "no such file" to every new folder, as /proc does.
 * @throws what mkdir throws for the first folder that cannot be made, ENOTDIR where a file is in the way
 */
export async function makeFolders(path: string, mode?: number): Promise<void> {
  const kind = await kindOf(path);
  if (kind === "folder") return;
  if (kind === "other")
    throw Object.assign(new Error(`ENOTDIR: ${path} is not a folder`), { code: "ENOTDIR" });
  const parent = dirname(path);
  if (parent !== path) await makeFolders(parent, mode);
  await mkdir(path, mode).catch(async (error: unknown) => {
    // Somebody else may have made it meanwhile.
    if ((await kindOf(path)) !== "folder") throw error;
  });
}

async function kindOf(path: string): Promise<"folder" | "other" | "nothing"> {
  return stat(path).then(
    (found) => (found.isDirectory() ? "folder" : "other"),
    () => "nothing",
  );
}
