import { readFile } from "node:fs/promises";
import { cgroupFolders, readLimit } from "./cgroup.ts";
import { verdict, type Verdict } from "./finding.ts";

/**
 * The cores' worth of time that a cgroup grants, by its quota and period in microseconds; Infinity when it sets no
 * limit ("max" in version 2's cpu.max, -1 in version 1's cpu.cfs_quota_us).
 */
export function quotaOf(quota: string | undefined, period: string | undefined): number {
  const [granted, each] = [Number(quota), Number(period)];
  return granted > 0 && each > 0 ? granted / each : Infinity;
}

async function quotaIn(folder: string): Promise<number> {
  const [quota, period] = (await readLimit(`${folder}/cpu.max`))?.split(" ") ?? [
    await readLimit(`${folder}/cpu.cfs_quota_us`),
    await readLimit(`${folder}/cpu.cfs_period_us`),
  ];
  return quotaOf(quota, period);
}

/** How many cores a list of the kernel's names, for example "0-3,8". */
export function coresIn(list: string): number {
  const sizes = list.split(",").map((part) => {
    const [first = NaN, last = first] = part.split("-").map(Number);
    return last - first + 1;
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What a quota on processor time means for a number of cores. */
export function quotaVerdict(quota: number, cores: number): Verdict {
  const limit = `${Number(quota.toFixed(2))} cores' worth of time on ${cores} cores`;
  if (quota >= cores) return verdict("optional", true, quota === Infinity ? "none" : limit);
  return verdict(
    "optional",
    false,
    `${limit}: the kernel stops the control plane for the rest of each period, so times are longer and vary more than on as many whole cores; run without a quota, or pin to whole cores`,
  );
}

/** The least quota on processor time of this process's cgroup and those above it that can be seen. */
export async function processorQuota(): Promise<Verdict> {
  const folders = cgroupFolders(await readFile("/proc/self/cgroup", "utf8"), "cpu");
  const quota = Math.min(...(await Promise.all(folders.map(quotaIn))));
  const status = await readFile("/proc/self/status", "utf8");
  return quotaVerdict(quota, coresIn(/^Cpus_allowed_list:\s+(\S+)$/m.exec(status)?.[1] ?? ""));
}
