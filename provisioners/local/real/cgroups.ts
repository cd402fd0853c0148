import { readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A tree of control groups: version 2's single one, or one of version 1's. */
export interface Hierarchy {
  /** For example /sys/fs/cgroup/cpuacct. */
  readonly folder: string;
  /** For example cpu and cpuacct; empty on version 2, where all controllers share the tree. */
  readonly controllers: readonly string[];
}

export interface Hierarchies {
  readonly version: 1 | 2;
  readonly all: readonly Hierarchy[];
}

const top = "/sys/fs/cgroup";

/** Other options that a mount may have. */
const notControllers = new Set([
  "rw",
  "ro",
  "xattr",
  "clone_children",
  "nsdelegate",
  "memory_recursiveprot",
  "memory_hugetlb_accounting",
  "favordynmods",
]);

/**
 * Finds the hierarchies below /sys/fs/cgroup. A version 2 tree elsewhere than on top ("hybrid") has no controllers;
 * runc makes groups there all the same. Source: proc_pid_mountinfo(5), cgroups(7).
 */
export function parseHierarchies(mountinfo: string): Hierarchies {
  const mounts = mountinfo.split("\n").flatMap((line) => {
    const [fields = "", rest = ""] = line.split(" - ");
    const folder = fields.split(" ")[4];
    const [type = "", , options = ""] = rest.split(" ");
    return folder?.startsWith(top) === true && type.startsWith("cgroup")
      ? [{ folder, type, options: options.split(",") }]
      : [];
  });
  if (mounts.some(({ folder, type }) => folder === top && type === "cgroup2"))
    return { version: 2, all: [{ folder: top, controllers: [] }] };
  const all = mounts.map(({ folder, options }) => ({
    folder,
    controllers: options.filter((option) => !notControllers.has(option)),
  }));
  return { version: 1, all };
}

/** This machine's. */
export function readHierarchies(): Hierarchies {
  return parseHierarchies(readFileSync("/proc/self/mountinfo", "utf8"));
}

/** Those whose figures say what a node's programs use. */
const counting = ["cpuacct", "memory", "blkio", "pids"] as const;

/** The folder of a group in the tree of each controller that counts; `group` begins with a slash. */
export function countingFolders(
  { version, all }: Hierarchies,
  group: string,
): Readonly<Record<string, string>> {
  const folders = [...counting, "cpu"].flatMap((controller) => {
    const found = version === 2 ? all[0] : all.find(({ controllers }) => controllers.includes(controller));
    return found === undefined ? [] : [[controller, join(found.folder, group)] as const];
  });
  return Object.fromEntries(folders);
}

/** Version 1 lets no process into a group of cpuset that has no processors and no memory. */
async function inheritCpuset(folder: string): Promise<void> {
  for (const file of ["cpuset.cpus", "cpuset.mems"])
    if ((await readFile(join(folder, file), "utf8")).trim() === "")
      await writeFile(join(folder, file), await readFile(join(folder, "..", file), "utf8"));
}

/** What a kubelet demands of version 2 (supported controllers in pkg/kubelet/cm), and io for what is counted. */
const passedOn = ["cpuset", "cpu", "io", "memory", "hugetlb", "pids"];

/** Version 2 counts and limits below a folder only what it is told to. */
async function passControllersOn(folder: string): Promise<void> {
  const available = (await readFile(join(folder, "cgroup.controllers"), "utf8")).trim().split(" ");
  // One by one: a controller that cannot be passed on takes no other with it.
  for (const controller of passedOn.filter((name) => available.includes(name)))
    await writeFile(join(folder, "cgroup.subtree_control"), `+${controller}`).catch(() => undefined);
}

/**
 * Makes a group in every hierarchy, with those above it. `cores` is its weight against the machine's other work,
 * as the kubelet gives it to the pods: 1024 shares a core.
 */
export async function createGroup(
  { version, all }: Hierarchies,
  group: string,
  cores: number,
): Promise<void> {
  const names = group.split("/").filter((name) => name !== "");
  for (const { folder, controllers } of all) {
    let path = folder;
    if (version === 2) await passControllersOn(path);
    for (const name of names) {
      path = join(path, name);
      await mkdir(path, { recursive: true });
      if (version === 2) await passControllersOn(path);
      if (controllers.includes("cpuset")) await inheritCpuset(path);
      if (controllers.includes("cpu")) await writeFile(join(path, "cpu.shares"), `${1024 * cores}`);
    }
  }
}

/** The part of a node's group that holds its programs; version 2 wants processes in leaves only. */
const programs = "system";

/**
 * Makes the group of a node's programs. On version 1 it is made only where something is counted and, if it can be
 * had, not in the tree of the cpu controller: kubelet and containerd then get the processor thread by thread, as the
 * control plane does.
 */
export async function createProgramGroup(
  { version, all }: Hierarchies,
  group: string,
): Promise<readonly string[]> {
  const folders = all
    .filter(
      ({ controllers }) => version === 2 || counting.some((controller) => controllers.includes(controller)),
    )
    .map(({ folder }) => join(folder, group, programs));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  return folders;
}

/** Moves a process; the children that it has from now on follow it. */
export async function joinGroup(folders: readonly string[], pid: number): Promise<void> {
  for (const folder of folders) await writeFile(join(folder, "cgroup.procs"), `${pid}`);
}
