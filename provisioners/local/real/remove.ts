import { ProvisionError } from "../../errors.ts";
import type { Remains } from "../../ledger.ts";
import { happens } from "../wait-until.ts";
import { removeBridge } from "./bridge.ts";
import { foldersOf, killProcessesIn, removeGroup } from "./cgroup-tree.ts";
import { readHierarchies } from "./cgroups.ts";

const patience = { everyMs: 20, deadlineMs: 30_000, signal: new AbortController().signal } as const;

/**
 * Removes what real nodes leave outside their cluster's folder: the processes in their control groups, which are the
 * containers' among others, the groups, and the bridges. Mounts and network namespaces go with the processes. Safe to
 * repeat; returns how many processes there were.
 * @throws ProvisionError when something does not go
 */
export async function removeRemains({ bridges = [], cgroup }: Remains): Promise<number> {
  const killed = new Set<number>();
  if (cgroup !== undefined) {
    const hierarchies = readHierarchies();
    const group = `/${cgroup}`;
    const isEmpty = async () => {
      const living = await killProcessesIn(await foldersOf(hierarchies, group));
      for (const pid of living) killed.add(pid);
      return living.length === 0;
    };
    if (!(await happens(isEmpty, patience)))
      throw new ProvisionError(
        `processes in control group ${cgroup} do not end although they were killed: run columbo clean later`,
        3,
      );
    if (!(await happens(() => removeGroup(hierarchies, group), patience)))
      throw new ProvisionError(`control group ${cgroup} cannot be removed: run columbo clean later`, 3);
  }
  for (const bridge of bridges) await removeBridge(bridge);
  return killed.size;
}
