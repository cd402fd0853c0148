import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { localProvisioner } from "../../provisioners/local/index.ts";
import { readHierarchies } from "../../provisioners/local/real/cgroups.ts";
import type { Plan } from "../../experiments/index.ts";
import type { Fault } from "./fault.ts";

type Need = Fault["needs"][number];

/** Why a fault cannot be made on this machine; undefined when it can. */
export async function whyNotHere({ needs }: Fault, plan: Plan): Promise<string | undefined> {
  const lacking = needs.map(lackOf).find((why) => why !== undefined);
  if (lacking !== undefined) return lacking;
  const [lack] = await localProvisioner.lacks(plan);
  return lack?.what;
}

function lackOf(need: Need): string | undefined {
  switch (need) {
    case "root":
      return process.getuid?.() === 0 ? undefined : "it needs root";
    case "cgroup-cpu":
      return hasController("cpu") ? undefined : "no control group limits the processor here";
    case "cgroup-io":
      return hasController("blkio") ? undefined : "no control group limits the disk here";
    // What nodes need the provisioner says itself.
    case "real-nodes":
    case "hollow-nodes":
      return undefined;
  }
}

function hasController(name: "cpu" | "blkio"): boolean {
  const { version, all } = readHierarchies();
  const tree = version === 2 ? all[0] : all.find(({ controllers }) => controllers.includes(name));
  if (tree === undefined) return false;
  try {
    accessSync(join(tree.folder, "cgroup.procs"), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
