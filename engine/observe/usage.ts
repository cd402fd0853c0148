import { readdirSync } from "node:fs";
import type { Cluster } from "../../provisioners/index.ts";
import type { UnseenSource } from "../trial/record.ts";
import { readGroup } from "./cgroup-usage.ts";
import type { ObserverFactory } from "./observer.ts";
import { readPressure } from "./pressure.ts";
import { diskBytesOfHost, diskBytesOfProcess, readNow, residentBytes, ticksOf, usedBytes } from "./proc.ts";
import { samplesBetween, ticksPerSecond, type UsageReading } from "./usage-samples.ts";
import { now } from "./watch.ts";

/** The shortest time between two readings, and how many times as long as a reading takes it is at least. */
const intervalMs = 500;
const leisure = 100;

/**
 * What the machine, each component and each node with a control group used beside the processor: memory, disk and
 * pressure, twice a second. A reading takes 0.3 to 0.5 ms for a control plane and one node; with many nodes the readings
 * become rarer, so that they never take more than a hundredth of a core.
 */
export const usage: ObserverFactory = ({ cluster }) => {
  const readings: UsageReading[] = [];
  const disks = disksOfHost();
  let timer: NodeJS.Timeout | undefined;
  const take = (): void => {
    const before = performance.now();
    readings.push(...read(cluster, disks));
    const took = performance.now() - before;
    timer = setTimeout(take, Math.max(intervalMs, leisure * took));
  };
  return {
    name: "memory, disk and pressure",
    begin() {
      take();
      return Promise.resolve();
    },
    end() {
      clearTimeout(timer);
      if (timer !== undefined) readings.push(...read(cluster, disks));
      timer = undefined;
      return Promise.resolve({ usage: samplesBetween(readings), unseen: unseen(readings) });
    },
  };
};

/** Reads synchronously, as the processor's observer does: /proc is memory. */
function read(
  { processes, nodes, machineProcesses = [] }: Pick<Cluster, "processes" | "nodes" | "machineProcesses">,
  disks: ReadonlySet<string>,
): readonly UsageReading[] {
  const at = now();
  return [
    {
      at,
      of: "host",
      memoryBytes: usedBytes(readNow("/proc/meminfo")),
      disk: diskBytesOfHost(readNow("/proc/diskstats"), disks),
      pressure: readPressure((resource) => `/proc/pressure/${resource}`),
    },
    ...processes().map(({ component, pid, node }) =>
      ofProcess(at, node === undefined ? component : `${component} ${node}`, pid),
    ),
    ...machineProcesses.map(({ machine, pid }) => ofProcess(at, machine, pid)),
    ...nodes.flatMap(({ name, cgroups }) =>
      cgroups === undefined ? [] : [{ at, of: name, ...readGroup(cgroups) }],
    ),
  ];
}

function ofProcess(at: number, of: string, pid: number): UsageReading {
  return {
    at,
    of,
    cpuSeconds: ticksOf(pid).own / ticksPerSecond,
    memoryBytes: residentBytes(readNow(`/proc/${pid}/status`)),
    disk: diskBytesOfProcess(readNow(`/proc/${pid}/io`)),
  };
}

/** Whole disks: /proc/diskstats lists their partitions too. */
function disksOfHost(): ReadonlySet<string> {
  try {
    return new Set(readdirSync("/sys/block"));
  } catch {
    return new Set();
  }
}

function unseen(readings: readonly UsageReading[]): readonly UnseenSource[] {
  const host = readings.find(({ of }) => of === "host");
  if (host === undefined || Object.keys(host.pressure ?? {}).length > 0) return [];
  const why =
    "/proc/pressure is not there: the kernel was built without pressure stall information or started with psi=0";
  return [{ source: "pressure", why, points: [] }];
}
