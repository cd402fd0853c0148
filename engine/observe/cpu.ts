import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { ComponentProcess } from "../../provisioners/index.ts";
import type { ObserverFactory } from "./observer.ts";
import { now } from "./watch.ts";
import type { CpuSample } from "../trial/record.ts";

/** Linux counts processor time for user space in hundredths of a second on every architecture. */
const ticksPerSecond = 100;
const intervalMs = 250;

/** Processor time that was used up to a moment. */
export interface Reading {
  readonly at: number;
  /** Ticks of all cores together. */
  readonly hostBusy: number;
  readonly hostTotal: number;
  /** Ticks by component. */
  readonly used: ReadonlyMap<string, number>;
}

/** How busy the machine was and who used it, four times a second, from /proc. */
export const cpu: ObserverFactory = ({ cluster }) => {
  const readings: Reading[] = [];
  let timer: NodeJS.Timeout | undefined;
  const take = (): void => {
    readings.push(read(cluster.processes()));
  };
  return {
    name: "processor use",
    begin() {
      take();
      timer = setInterval(take, intervalMs);
      return Promise.resolve();
    },
    end() {
      clearInterval(timer);
      take();
      return Promise.resolve({ cpu: samplesOf(readings) });
    },
  };
};

/**
 * Processor use between readings. One that came right before the last counts not: a single tick in a millisecond
 * would look like ten cores.
 */
export function samplesOf(readings: readonly Reading[]): readonly CpuSample[] {
  const end = readings.at(-1)?.at ?? 0;
  const spaced = readings.filter(
    ({ at }, index) => index === 0 || index === readings.length - 1 || end - at >= intervalMs / 2,
  );
  return spaced.slice(1).map((after, index) => sample(spaced[index] ?? after, after));
}

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

/** Reads synchronously: /proc is memory, and a reading that waits for its turn would not be of the time it bears. */
function read(processes: readonly ComponentProcess[]): Reading {
  const at = now();
  const used = new Map<string, number>();
  for (const { component, pid } of processes) used.set(component, ticksOf(statOf(pid), 13, 14));
  const own = statOf("self");
  used.set("columbo", ticksOf(own, 13, 14));
  // Children that have ended, which are the client's calls: each counts when it ends, with all that it used.
  used.set("client", ticksOf(own, 15, 16));
  const host = readFileSync("/proc/stat", "utf8");
  const fields = /^cpu +(.*)$/m.exec(host)?.[1]?.split(" ").map(Number) ?? [];
  const idle = (fields[3] ?? 0) + (fields[4] ?? 0);
  // Guest time (fields 8 and 9) is counted in user time already.
  const total = fields.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0);
  return { at, hostBusy: total - idle, hostTotal: total, used };
}

/** A process's line in /proc; empty when it is gone. */
function statOf(pid: number | "self"): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
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
