import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cluster } from "../../../provisioners/index.ts";
import { readHierarchies } from "../../../provisioners/local/real/cgroups.ts";
import type { Injection } from "../fault.ts";
import { deviceOf } from "./limited-group.ts";

/** Nodes whose kubelet, runtime and shims may write so many times a second to the disk, as a cloud's disk would let them. */
export function limitedDisks(writesPerSecond: number): (cluster: Cluster) => Promise<Injection> {
  return async (cluster) => {
    const is2 = readHierarchies().version === 2;
    const groups = is2 ? groupsOfNodes(cluster) : groupsOfPrograms(cluster);
    if (groups.length < cluster.nodes.length)
      throw new Error("expected nodes of which each has a control group");
    const device = await deviceOf(cluster.scratch);
    const limit = async (text: string): Promise<void> => {
      for (const group of groups)
        await (is2
          ? writeFile(join(group, "io.max"), `${device} wiops=${text}`)
          : writeFile(join(group, "blkio.throttle.write_iops_device"), `${device} ${text}`));
    };
    await limit(String(writesPerSecond));
    return { remove: () => limit(is2 ? "max" : "0") };
  };
}

function groupsOfNodes({ nodes }: Cluster): readonly string[] {
  return nodes.flatMap(({ cgroups }) => cgroups?.["blkio"] ?? []);
}

/** On version 1 a limit does not hold for the groups below: it goes to the one that the programs are in. */
function groupsOfPrograms(cluster: Cluster): readonly string[] {
  const tree = readHierarchies().all.find(({ controllers }) => controllers.includes("blkio"));
  if (tree === undefined) return [];
  const folders = cluster.processes().flatMap(({ node, pid }) => {
    const group = /^\d+:(?:[^:]*,)?blkio(?:,[^:]*)?:(.+)$/m.exec(
      readFileSync(`/proc/${String(pid)}/cgroup`, "utf8"),
    )?.[1];
    // The tree's top holds everybody.
    return node === undefined || group === undefined || group === "/" ? [] : [join(tree.folder, group)];
  });
  return [...new Set(folders)];
}
