import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { foldersOf, removeGroup } from "../../../../provisioners/local/real/cgroup-tree.ts";
import {
  countingFolders,
  createGroup,
  createProgramGroup,
  parseHierarchies,
  type Hierarchies,
} from "../../../../provisioners/local/real/cgroups.ts";

const line = (folder: string, type: string, options: string) =>
  `35 24 0:30 / ${folder} rw,nosuid shared:9 - ${type} cgroup rw,${options}`;

const version2 = line("/sys/fs/cgroup", "cgroup2", "nsdelegate,memory_recursiveprot");
const usual = [
  "24 1 0:22 / /sys/fs/cgroup rw shared:8 - tmpfs tmpfs rw,mode=755",
  line("/sys/fs/cgroup/cpu,cpuacct", "cgroup", "cpu,cpuacct"),
  line("/sys/fs/cgroup/cpuset", "cgroup", "cpuset,clone_children"),
  line("/sys/fs/cgroup/memory", "cgroup", "memory"),
  line("/sys/fs/cgroup/systemd", "cgroup", "xattr,name=systemd"),
  line("/sys/fs/cgroup/unified", "cgroup2", "nsdelegate"),
  line("/elsewhere/blkio", "cgroup", "blkio"),
].join("\n");

test("version 2 is one tree for all controllers", () => {
  const found = parseHierarchies(version2);
  expect(found).toEqual({ version: 2, all: [{ folder: "/sys/fs/cgroup", controllers: [] }] });
  expect(countingFolders(found, "/columbo-a/n")).toEqual({
    cpuacct: "/sys/fs/cgroup/columbo-a/n",
    memory: "/sys/fs/cgroup/columbo-a/n",
    blkio: "/sys/fs/cgroup/columbo-a/n",
    pids: "/sys/fs/cgroup/columbo-a/n",
    cpu: "/sys/fs/cgroup/columbo-a/n",
  });
});

test("version 1 has a tree for each controller or pair of them, and perhaps one of version 2 beside", () => {
  const found = parseHierarchies(usual);
  expect(found.version).toBe(1);
  expect(found.all.map(({ controllers }) => controllers)).toEqual([
    ["cpu", "cpuacct"],
    ["cpuset"],
    ["memory"],
    ["name=systemd"],
    [],
  ]);
  expect(countingFolders(found, "/columbo-a/n")).toEqual({
    cpuacct: "/sys/fs/cgroup/cpu,cpuacct/columbo-a/n",
    memory: "/sys/fs/cgroup/memory/columbo-a/n",
    cpu: "/sys/fs/cgroup/cpu,cpuacct/columbo-a/n",
  });
});

/** Plain folders in the place of trees; what the kernel puts into each group is written by hand. */
async function trees(version: 1 | 2, names: readonly (readonly string[])[]): Promise<Hierarchies> {
  const top = await mkdtemp(join(tmpdir(), "columbo-cgroups-"));
  onTestFinished(() => rm(top, { recursive: true, force: true }));
  const all = names.map((controllers) => ({
    folder: join(top, controllers.join(",") || "all"),
    controllers,
  }));
  for (const { folder } of all) await mkdir(folder);
  return { version, all };
}

test("a node's group weighs what its cores weigh, and its programs are counted without being bound to it", async () => {
  const found = await trees(1, [["cpu"], ["cpuacct"], ["memory"], ["name=systemd"]]);
  const [cpu, cpuacct, memory, systemd] = found.all.map(({ folder }) => folder);
  await createGroup(found, "/columbo-a/n", 4);
  expect(await readFile(join(cpu!, "columbo-a", "cpu.shares"), "utf8")).toBe("4096");
  expect(await readFile(join(cpu!, "columbo-a", "n", "cpu.shares"), "utf8")).toBe("4096");
  expect((await stat(join(systemd!, "columbo-a", "n"))).isDirectory()).toBe(true);
  expect(await createProgramGroup(found, "/columbo-a/n")).toEqual([
    join(cpuacct!, "columbo-a", "n", "system"),
    join(memory!, "columbo-a", "n", "system"),
  ]);
});

test("on version 2, controllers are passed on to all groups above the one of the programs", async () => {
  const found = await trees(2, [[]]);
  const { folder } = found.all[0]!;
  for (const name of ["", "columbo-a", "columbo-a/n"]) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, "cgroup.controllers"), "cpu memory\n");
  }
  await createGroup(found, "/columbo-a/n", 2);
  // Each write adds one; a plain file holds the last.
  expect(await readFile(join(folder, "columbo-a", "n", "cgroup.subtree_control"), "utf8")).toBe("+memory");
  expect(await createProgramGroup(found, "/columbo-a/n")).toEqual([join(folder, "columbo-a", "n", "system")]);
});

test("a group goes with all that is below it, the deepest first, and only it", async () => {
  const found = await trees(1, [["pids"], ["memory"]]);
  for (const { folder } of found.all) {
    await mkdir(join(folder, "columbo-a", "n", "kubepods", "pod1"), { recursive: true });
    await mkdir(join(folder, "columbo-b"));
  }
  expect(await foldersOf(found, "/columbo-a")).toHaveLength(8);
  expect(await removeGroup(found, "/columbo-a")).toBe(true);
  expect(await removeGroup(found, "/columbo-a")).toBe(true);
  for (const { folder } of found.all) {
    await expect(stat(join(folder, "columbo-a"))).rejects.toThrow("ENOENT");
    await writeFile(join(folder, "columbo-b", "busy"), "");
  }
  expect(await removeGroup(found, "/columbo-b")).toBe(false);
});
