import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cluster } from "../../../provisioners/index.ts";
import { readHierarchies } from "../../../provisioners/local/real/cgroups.ts";
import type { Injection } from "../fault.ts";

const periodMicroseconds = 100_000;

/** Nodes of which each may use so many cores, as if it were a machine of its own. */
export function limitedNodes(cores: number): (cluster: Cluster) => Promise<Injection> {
  return async (cluster) => {
    const { nodes } = cluster;
    const is2 = readHierarchies().version === 2;
    const quota = String(Math.round(cores * periodMicroseconds));
    const groups = nodes.flatMap(({ cgroups }) => cgroups?.["cpu"] ?? []);
    if (groups.length < nodes.length) throw new Error("expected nodes of which each has a control group");
    const files = groups.map((group) => join(group, is2 ? "cpu.max" : "cpu.cfs_quota_us"));
    const before = await Promise.all(files.map((file) => readFile(file, "utf8")));
    /** On version 1 a node's programs are in no group of the cpu tree; what they start follows them. */
    const renew = async (): Promise<void> => {
      for (const { node, pid } of cluster.processes()) {
        const group = nodes.find(({ name }) => name === node)?.cgroups?.["cpu"];
        if (!is2 && group !== undefined) await writeFile(join(group, "cgroup.procs"), String(pid));
      }
    };
    const remove = async (): Promise<void> => {
      await Promise.all(files.map((file, index) => writeFile(file, before[index]?.trim() ?? "")));
    };
    try {
      for (const file of files) await writeFile(file, is2 ? `${quota} ${String(periodMicroseconds)}` : quota);
      await renew();
    } catch (error) {
      await remove();
      throw error;
    }
    return { renew, remove };
  };
}
