import { mkdir, rmdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster, ComponentProcess } from "../../../provisioners/index.ts";
import { readHierarchies } from "../../../provisioners/local/real/cgroups.ts";
import type { Injection } from "../fault.ts";

/** What the processes of a component may use at most, together. */
export interface Limits {
  /** Cores. */
  readonly cpu?: number;
  /** Writes a second to the disk under `folder`. */
  readonly writes?: { readonly perSecond: number; readonly folder: string };
}

const periodMicroseconds = 100_000;

/** Puts a component's process into a control group with limits; its successor after a restart as well. */
export async function limited(
  cluster: Cluster,
  component: ComponentProcess["component"],
  limits: Limits,
): Promise<Injection> {
  const trees = treesFor(limits);
  const folders = trees.map((tree) => join(tree, `columbo-fault-${String(process.pid)}-${component}`));
  for (const folder of folders) await mkdir(folder);
  const remove = async (): Promise<void> => {
    for (const pid of pidsOf(cluster, component))
      for (const tree of trees)
        await writeFile(join(tree, "cgroup.procs"), String(pid)).catch(() => undefined);
    for (const folder of folders) await removeEmpty(folder);
  };
  const renew = async (): Promise<void> => {
    for (const pid of pidsOf(cluster, component))
      for (const folder of folders) await writeFile(join(folder, "cgroup.procs"), String(pid));
  };
  try {
    for (const folder of folders)
      for (const [file, text] of await filesOf(limits, folder)) await writeFile(join(folder, file), text);
    await renew();
  } catch (error) {
    await remove();
    throw error;
  }
  return { renew, remove };
}

function pidsOf(cluster: Cluster, component: ComponentProcess["component"]): readonly number[] {
  return cluster
    .processes()
    .filter((one) => one.component === component)
    .map(({ pid }) => pid);
}

/** The tops of the trees that have the controllers. */
function treesFor({ cpu, writes }: Limits): readonly string[] {
  const { version, all } = readHierarchies();
  if (version === 2) return all.slice(0, 1).map(({ folder }) => folder);
  const wanted = [...(cpu === undefined ? [] : ["cpu"]), ...(writes === undefined ? [] : ["blkio"])];
  return all
    .filter(({ controllers }) => controllers.some((name) => wanted.includes(name)))
    .map(({ folder }) => folder);
}

async function filesOf(
  { cpu, writes }: Limits,
  folder: string,
): Promise<readonly (readonly [string, string])[]> {
  const is2 = readHierarchies().version === 2;
  const quota = cpu === undefined ? undefined : String(Math.round(cpu * periodMicroseconds));
  const files: (readonly [string, string])[] = [];
  if (quota !== undefined && is2) files.push(["cpu.max", `${quota} ${String(periodMicroseconds)}`]);
  if (quota !== undefined && !is2 && folder.includes("/cpu/")) files.push(["cpu.cfs_quota_us", quota]);
  if (quota !== undefined && !is2 && folder.includes("/cpu,")) files.push(["cpu.cfs_quota_us", quota]);
  if (writes === undefined) return files;
  const device = await deviceOf(writes.folder);
  if (is2) files.push(["io.max", `${device} wiops=${String(writes.perSecond)}`]);
  else if (folder.includes("/blkio/"))
    files.push(["blkio.throttle.write_iops_device", `${device} ${String(writes.perSecond)}`]);
  return files;
}

/** Major and minor number of the disk that a folder is on (st_dev as Linux encodes it, makedev(3)). */
export async function deviceOf(folder: string): Promise<string> {
  const { dev } = await stat(folder);
  const major = (dev >> 8) & 0xfff;
  const minor = (dev & 0xff) | ((dev >> 12) & 0xfff00);
  return `${String(major)}:${String(minor)}`;
}

/** A group is busy for a moment after its last process left. */
async function removeEmpty(folder: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    try {
      await rmdir(folder);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
      await sleep(100);
    }
  }
}
