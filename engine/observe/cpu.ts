import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { ObserverFactory } from "./observer.ts";
import { now } from "./watch.ts";
import type { CpuSample } from "../trial/record.ts";

/** Linux counts processor time for user space in hundredths of a second on every architecture. */
const ticksPerSecond = 100;
const intervalMs = 250;

interface Reading {
  readonly at: number;
  /** Ticks of all cores together. */
  readonly hostBusy: number;
  readonly hostTotal: number;
  /** Ticks by component. */
  readonly used: ReadonlyMap<string, number>;
}

/** How busy the machine was and who used it, four times a second, from /proc. */
export const cpu: ObserverFactory = ({ cluster }) => {
  const readings: Promise<Reading>[] = [];
  let timer: NodeJS.Timeout | undefined;
  const take = (): void => {
    readings.push(read(cluster.processes().map(({ component, pid }) => [component, pid])));
  };
  return {
    name: "processor use",
    begin() {
      take();
      timer = setInterval(take, intervalMs);
      return Promise.resolve();
    },
    async end() {
      clearInterval(timer);
      take();
      const all = await Promise.all(readings);
      return { cpu: all.slice(1).map((after, index) => sample(all[index] ?? after, after)) };
    },
  };
};

function sample(before: Reading, after: Reading): CpuSample {
  const seconds = (after.at - before.at) / 1000;
  const cores = [...after.used].map(([name, ticks]): [string, number] => [
    name,
    // A component that was restarted in between begins at 0 again.
    Math.max(0, ticks - (before.used.get(name) ?? 0)) / ticksPerSecond / seconds,
  ]);
  const total = after.hostTotal - before.hostTotal;
  return {
    at: after.at,
    hostBusy: total > 0 ? (after.hostBusy - before.hostBusy) / total : 0,
    cores: Object.fromEntries(cores),
  };
}

async function read(processes: readonly (readonly [string, number])[]): Promise<Reading> {
  const at = now();
  const [host, own, ...parts] = await Promise.all([
    readFile("/proc/stat", "utf8"),
    readFile("/proc/self/stat", "utf8"),
    ...processes.map(([, pid]) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")),
  ]);
  const used = new Map(processes.map(([name], index) => [name, ticksOf(parts[index] ?? "", 13, 14)]));
  used.set("columbo", ticksOf(own, 13, 14));
  // Children that have ended: the client's calls.
  used.set("client", ticksOf(own, 15, 16));
  const fields = /^cpu +(.*)$/m.exec(host)?.[1]?.split(" ").map(Number) ?? [];
  const idle = (fields[3] ?? 0) + (fields[4] ?? 0);
  // Guest time (fields 8 and 9) is counted in user time already.
  const total = fields.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0);
  return { at, hostBusy: total - idle, hostTotal: total, used };
}

/** The sum of two fields of /proc/<pid>/stat, counted from 0; the command in field 1 may hold blanks. */
function ticksOf(stat: string, ...fields: readonly number[]): number {
  const afterCommand = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields.reduce((sum, field) => sum + Number(afterCommand[field - 2] ?? 0), 0);
}

/** Cores that the observed processes share. */
export function coresOfHost(): number {
  return availableParallelism();
}
