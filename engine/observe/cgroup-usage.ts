import { join } from "node:path";
import type { ClusterNode } from "../../provisioners/index.ts";
import { readPressure, type Pressure } from "./pressure.ts";
import { readNow, type DiskBytes } from "./proc.ts";

/** Folders of a node's control group by controller, as `ClusterNode.cgroups` has them. */
export type GroupFolders = NonNullable<ClusterNode["cgroups"]>;

/** What the programs and pods of a control group used since it was made; undefined what is not counted. */
export interface GroupUse {
  readonly cpuSeconds?: number | undefined;
  readonly memoryBytes?: number | undefined;
  readonly disk?: DiskBytes | undefined;
  readonly pressure?: Pressure;
}

/**
 * Processor seconds of a control group with all groups in it, processes that ended included.
 * @returns undefined when nobody counts them
 */
export function groupCpuSeconds({ cpuacct }: GroupFolders): number | undefined {
  if (cpuacct === undefined) return undefined;
  const nanoseconds = readNow(join(cpuacct, "cpuacct.usage")).trim();
  if (nanoseconds !== "") return Number(nanoseconds) / 1e9;
  const microseconds = /^usage_usec (\d+)$/m.exec(readNow(join(cpuacct, "cpu.stat")))?.[1];
  return microseconds === undefined ? undefined : Number(microseconds) / 1e6;
}

/** Everything that is counted of a control group, of version 1 or 2 (Documentation/admin-guide/cgroup-v1, cgroup-v2.rst). */
export function readGroup(folders: GroupFolders): GroupUse {
  const { memory = "", blkio = "", cpuacct = "" } = folders;
  const old = readNow(join(memory, "memory.usage_in_bytes")).trim();
  const bytes = old === "" ? readNow(join(memory, "memory.current")).trim() : old;
  const disk =
    diskBytesOfV1(readNow(join(blkio, "blkio.throttle.io_service_bytes_recursive"))) ??
    diskBytesOfV2(readNow(join(blkio, "io.stat")));
  return {
    cpuSeconds: groupCpuSeconds(folders),
    memoryBytes: bytes === "" ? undefined : Number(bytes),
    disk,
    // Only version 2 counts it; looking for files that are not there costs as much as reading others.
    pressure: old === "" ? readPressure((resource) => join(cpuacct, `${resource}.pressure`)) : {},
  };
}

/** Lines such as "254:0 Read 4096"; version 1 knows only what programs wrote themselves, not what the kernel wrote back later. */
export function diskBytesOfV1(text: string): DiskBytes | undefined {
  if (text === "") return undefined;
  const sum = (kind: string): number =>
    [...text.matchAll(new RegExp(`^\\d+:\\d+ ${kind} (\\d+)$`, "gm"))].reduce(
      (total, [, bytes]) => total + Number(bytes),
      0,
    );
  return { read: sum("Read"), written: sum("Write") };
}

/** Lines such as "254:0 rbytes=4096 wbytes=0 rios=1 ...". */
export function diskBytesOfV2(text: string): DiskBytes | undefined {
  if (text === "") return undefined;
  const sum = (key: string): number =>
    [...text.matchAll(new RegExp(` ${key}=(\\d+)`, "g"))].reduce(
      (total, [, bytes]) => total + Number(bytes),
      0,
    );
  return { read: sum("rbytes"), written: sum("wbytes") };
}
