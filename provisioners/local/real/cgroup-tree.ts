import { readdir, readFile, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { Hierarchies } from "./cgroups.ts";

async function subfolders(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

/** A group's folder and all below it, the deepest first. */
export async function groupTree(folder: string): Promise<readonly string[]> {
  const below = await Promise.all((await subfolders(folder)).map(groupTree));
  return [...below.flat(), folder];
}

/** A group's folders in all hierarchies, with those below it, the deepest first. */
export async function foldersOf({ all }: Hierarchies, group: string): Promise<readonly string[]> {
  return (await Promise.all(all.map(({ folder }) => groupTree(join(folder, group))))).flat();
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Kills the processes in groups, given as folders; returns their ids, also of those that are still dying. */
export async function killProcessesIn(folders: readonly string[]): Promise<readonly number[]> {
  const texts = await Promise.all(
    folders.map((folder) => readFile(join(folder, "cgroup.procs"), "utf8").catch(() => "")),
  );
  const lines = new Set(texts.flatMap((text) => text.split("\n")).filter((line) => line !== ""));
  const pids = [...lines].map(Number);
  pids.forEach(kill);
  return pids;
}

/** Removes a group and all below it; false while something of it is still in use. */
export async function removeGroup(hierarchies: Hierarchies, group: string): Promise<boolean> {
  let gone = true;
  for (const folder of await foldersOf(hierarchies, group))
    await rmdir(folder).catch((error: unknown) => {
      gone &&= (error as NodeJS.ErrnoException).code === "ENOENT";
    });
  return gone;
}
