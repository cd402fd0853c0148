import { readFile } from "node:fs/promises";
import { cgroupFolders, readLimit } from "./cgroup.ts";
import { verdict, type Verdict } from "./finding.ts";

const enoughFiles = 4096;
const enoughProcesses = 1024;

/** A hard limit of this process, which its children inherit; Infinity when there is none. */
function hardLimit(limits: string, title: string): number {
  const value = new RegExp(`^${title}\\s+\\S+\\s+(\\S+)`, "m").exec(limits)?.[1];
  return value === undefined || value === "unlimited" ? Infinity : Number(value);
}

async function number(path: string): Promise<number> {
  const text = await readLimit(path);
  return text === undefined || text === "max" ? Infinity : Number(text);
}

const shown = (limit: number): string => (limit === Infinity ? "unlimited" : String(limit));

/** Node.js and Go raise the soft limit to the hard one by themselves, so the hard one counts. */
export async function openFiles(): Promise<Verdict> {
  const limit = hardLimit(await readFile("/proc/self/limits", "utf8"), "Max open files");
  const found = `${shown(limit)}, at least ${enoughFiles} needed`;
  return verdict("needed", limit >= enoughFiles, found, "sudo prlimit --pid $$ --nofile=65536:65536");
}

/** The least of the limits on processes and threads; a cgroup's belongs to whoever made the cgroup. */
export async function processes(): Promise<Verdict> {
  const folders = cgroupFolders(await readFile("/proc/self/cgroup", "utf8"), "pids");
  const user = hardLimit(await readFile("/proc/self/limits", "utf8"), "Max processes");
  const kernel = await number("/proc/sys/kernel/pid_max");
  const least = Math.min(
    user,
    kernel,
    ...(await Promise.all(folders.map((folder) => number(`${folder}/pids.max`)))),
  );
  const found = `${shown(least)}, at least ${enoughProcesses} needed`;
  const mend =
    least === user
      ? "sudo prlimit --pid $$ --nproc=4096:4096"
      : least === kernel
        ? "sudo sysctl kernel.pid_max=32768"
        : undefined;
  return verdict("needed", least >= enoughProcesses, found, mend);
}
