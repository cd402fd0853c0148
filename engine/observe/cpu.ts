import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { ComponentProcess } from "../../provisioners/index.ts";
import type { ObserverFactory } from "./observer.ts";
import { allowedProcessors, hostTicks, ticksOf } from "./proc.ts";
import { now } from "./watch.ts";
import type { CpuSample } from "../trial/record.ts";

/** Linux counts processor time for user space in hundredths of a second on every architecture. */
const ticksPerSecond = 100;
const intervalMs = 250;

/** Processor time that was used up to a moment. */
export interface Reading {
  readonly at: number;
  /** Ticks of all cores that this process may use together. */
  readonly hostBusy: number;
  readonly hostTotal: number;
  /** Ticks by component. */
  readonly used: ReadonlyMap<string, number>;
}

/** How busy the cores were that Columbo and its cluster may use, and who used them, four times a second, from /proc. */
export const cpu: ObserverFactory = ({ cluster, clients }) => {
  const processors = allowedProcessors(readFileSync("/proc/self/status", "utf8"));
  const readings: Reading[] = [];
  let timer: NodeJS.Timeout | undefined;
  const take = (): void => {
    readings.push(read(cluster.processes(), clients, processors));
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
function read(
  components: readonly ComponentProcess[],
  clients: ReadonlySet<number>,
  processors: ReadonlySet<number>,
): Reading {
  const at = now();
  const used = new Map<string, number>();
  for (const { component, pid } of components) used.set(component, ticksOf(pid).own);
  const self = ticksOf("self");
  used.set("columbo", self.own);
  // The client's calls are this program's children: those that run, and those that have ended.
  const running = [...clients].reduce((sum, pid) => sum + ticksOf(pid).own, 0);
  used.set("client", running + self.children);
  const { busy, total } = hostTicks(readFileSync("/proc/stat", "utf8"), processors);
  return { at, hostBusy: busy, hostTotal: total, used };
}

/** Cores that the observed processes share. */
export function coresOfHost(): number {
  return availableParallelism();
}
