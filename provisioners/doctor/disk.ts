import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { binariesFolder } from "../binaries/index.ts";
import { stateFolders } from "../state-folders.ts";
import { verdict, type Verdict } from "./finding.ts";

const gb = 1e9;

/** Bytes that the user may still write at a path whose last folders may not exist yet. */
async function freeBytes(path: string): Promise<number> {
  for (let folder = path; ; folder = dirname(folder))
    try {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT" || folder === "/") return 0;
    }
}

async function space(
  level: Verdict["level"],
  path: string,
  needed: number,
  variable: string,
): Promise<Verdict> {
  const free = await freeBytes(path);
  const found = `${(free / gb).toFixed(1)} GB free at ${path}, at least ${needed / gb} wanted`;
  return verdict(level, free >= needed, found, `export ${variable}=<folder on a larger disk>`);
}

/** Binaries of one version are 0.5 GB; building them puts 4 GB more into the caches of Go. Ready ones need none. */
export const cacheSpace = (): Promise<Verdict> =>
  space("optional", binariesFolder(), 5 * gb, "XDG_CACHE_HOME");

/** etcd's data and the audit log of a large trial. */
export const stateSpace = (): Promise<Verdict> =>
  space("needed", stateFolders().clusters, 1 * gb, "XDG_STATE_HOME");
