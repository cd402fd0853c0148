import { dirname, join } from "node:path";
import type { Quota } from "../trial/record.ts";
import { readNow } from "./proc.ts";

/** What has been counted of a group with a quota since it was made (cpu.stat, Documentation/scheduler/sched-bwc.rst). */
export interface QuotaCount {
  /** Processor time per time that its processes may use. */
  readonly cores: number;
  readonly periods: number;
  /** Those at whose end processes of the group waited for the next. */
  readonly throttledPeriods: number;
}

/**
 * The folder of the innermost group around a process that has a quota; undefined when there is none. The group at the
 * top is not looked at: what it may use is what there is of this machine.
 * @param pid a process of this machine
 */
export function quotaFolder(pid: number): string | undefined {
  const mount = cpuMount(readNow("/proc/self/mountinfo"));
  const group = mount && cpuGroup(readNow(`/proc/${pid}/cgroup`), mount.isV2);
  if (mount === undefined || group === undefined) return undefined;
  for (let path = group; path !== "/"; path = dirname(path)) {
    const folder = join(mount.folder, path);
    if (quotaCount(folder) !== undefined) return folder;
  }
  return undefined;
}

/** Where the tree of control groups that limits processors is mounted. Source: proc_pid_mountinfo(5), cgroups(7). */
export function cpuMount(mountinfo: string): { readonly folder: string; readonly isV2: boolean } | undefined {
  const mounts = mountinfo.split("\n").flatMap((line) => {
    const [fields = "", rest = ""] = line.split(" - ");
    const [type = "", , options = ""] = rest.split(" ");
    const folder = fields.split(" ")[4];
    return folder === undefined ? [] : [{ folder, type, options: options.split(",") }];
  });
  const old = mounts.find(({ type, options }) => type === "cgroup" && options.includes("cpu"));
  if (old !== undefined) return { folder: old.folder, isV2: false };
  const one = mounts.find(({ type }) => type === "cgroup2");
  return one && { folder: one.folder, isV2: true };
}

/** The path of a process's group in that tree, from lines such as "1:cpu:/group" or "0::/group". */
export function cpuGroup(text: string, isV2: boolean): string | undefined {
  for (const [, controllers = "", path = ""] of text.matchAll(/^\d+:([^:]*):(.*)$/gm))
    if (isV2 ? controllers === "" : controllers.split(",").includes("cpu")) return path;
  return undefined;
}

/** What a group's files say; undefined without a quota. */
export function quotaCount(folder: string): QuotaCount | undefined {
  const cores = quotaCores(folder);
  if (cores === undefined) return undefined;
  const stat = readNow(join(folder, "cpu.stat"));
  const field = (name: string): number => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(stat)?.[1] ?? 0);
  return { cores, periods: field("nr_periods"), throttledPeriods: field("nr_throttled") };
}

function quotaCores(folder: string): number | undefined {
  const [most = "", length = ""] = readNow(join(folder, "cpu.max")).trim().split(" ");
  const quota = most === "" ? readNow(join(folder, "cpu.cfs_quota_us")).trim() : most;
  const period = most === "" ? readNow(join(folder, "cpu.cfs_period_us")).trim() : length;
  // "max" on version 2 and -1 on version 1 stand for none.
  const cores = Number(quota) / Number(period);
  return quota !== "" && cores > 0 && Number.isFinite(cores) ? cores : undefined;
}

/** What happened between two counts. */
export function quotaBetween(before: QuotaCount, after: QuotaCount): Quota {
  const periods = after.periods - before.periods;
  const throttled = after.throttledPeriods - before.throttledPeriods;
  return { cores: after.cores, throttledShare: periods > 0 ? Math.min(1, throttled / periods) : 0 };
}
