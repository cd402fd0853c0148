import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ProvisionError } from "./errors.ts";

/** The environment variable that every process of a cluster carries, so that it can be found without its pid. */
export const clusterVariable = "COLUMBO_CLUSTER";

/** Errors that say "gone" or "another user's", which are both no process of ours. */
function isForeign(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ESRCH" || code === "EACCES" || code === "EPERM";
}

async function readProc(pid: number | string, file: string): Promise<string | undefined> {
  try {
    return await readFile(`/proc/${pid}/${file}`, "latin1");
  } catch (error) {
    if (isForeign(error)) return undefined;
    throw error;
  }
}

/**
 * When a process started, in clock ticks since boot; undefined when it is gone or a zombie.
 * Source: proc_pid_stat(5), field 22; the fields are counted after the command name, which may hold anything.
 */
export async function startTimeOf(pid: number): Promise<number | undefined> {
  const stat = await readProc(pid, "stat");
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? [];
  return state === undefined || state === "Z" ? undefined : Number(fields[18]);
}

/** The living processes of a cluster, whoever is their parent now. */
export async function processesOf(cluster: string): Promise<readonly number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const wanted = `${clusterVariable}=${cluster}`;
  const marked = await Promise.all(
    pids.map(async (pid) => ((await readProc(pid, "environ")) ?? "").split("\0").includes(wanted)),
  );
  return pids.filter((_, index) => marked[index]).map(Number);
}

/** Longer than the kernel takes for gigabytes of a process; what lives on then hangs in a disk that does not answer. */
const deathMs = 30_000;

/**
 * Kills the processes of a cluster and waits until each is gone; returns how many there were.
 * It looks again after each round, because a process that was just forking leaves a child behind.
 * @throws ProvisionError when they do not go
 */
export async function killProcessesOf(cluster: string): Promise<number> {
  const killed = new Set<number>();
  const deadline = performance.now() + deathMs;
  for (;;) {
    const living = await processesOf(cluster);
    if (living.length === 0) return killed.size;
    if (performance.now() > deadline)
      throw new ProvisionError(
        `processes ${living.join(", ")} of cluster ${cluster} do not end although they were killed: run columbo clean later`,
        3,
      );
    for (const pid of living) {
      killed.add(pid);
      try {
        process.kill(pid, "SIGKILL");
      } catch (error) {
        if (!isForeign(error)) throw error;
      }
    }
    await sleep(10);
  }
}
