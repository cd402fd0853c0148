import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Plan, PlannedNode } from "../../experiments/index.ts";
import type { Cluster } from "../../provisioners/index.ts";
import { readHierarchies } from "../../provisioners/local/real/cgroups.ts";
import { lacksForMachine } from "../../provisioners/local/real/lacks.ts";
import { lackOfNodeBinaries } from "./binaries.ts";
import { smallPlan } from "./local-cluster.ts";

/** Why this machine can have no real nodes, the reason for skipping their tests; undefined = it can. */
export async function lackOfRealNodes(): Promise<string | undefined> {
  const [lack] = await lacksForMachine();
  return lack?.what ?? (await lackOfNodeBinaries("real"));
}

/** A plan with a real node and two of kwok's, which pods of the real one can tell apart. */
export function realPlan(changes: Partial<Plan> = {}): Plan {
  const size = { cores: 1, memoryGiB: 1, maxPods: 40 };
  const nodes: readonly PlannedNode[] = [
    { name: "real-0", kind: "real", ...size },
    { name: "kwok-0", kind: "kwok", ...size },
    { name: "kwok-1", kind: "kwok", ...size },
  ];
  return smallPlan({ nodes, ...changes });
}

/** What a cluster of real nodes has outside its folder, to be looked for when it is gone. */
export interface Traces {
  readonly cgroup: string;
  readonly links: readonly string[];
  /** A cluster's folder, which no mount may show. */
  readonly folder: string;
}

export async function tracesOf({ id }: Pick<Cluster, "id">, folder: string): Promise<Traces> {
  const bridge = `cb${id.slice(-8)}0`;
  const ports = await readdir(`/sys/class/net/${bridge}/brif`);
  return { cgroup: `columbo-${id}`, links: [bridge, ...ports], folder };
}

/** Those that are still there. */
export function remainingTraces({ cgroup, links, folder }: Traces): readonly string[] {
  const groups = readHierarchies().all.map((hierarchy) => join(hierarchy.folder, cgroup));
  const mounts = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
  return [
    ...groups.filter((group) => existsSync(group)),
    ...links.filter((link) => existsSync(`/sys/class/net/${link}`)),
    ...mounts.filter((line) => line.includes(folder)),
  ];
}
