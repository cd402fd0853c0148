import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Cluster, MachineProcess } from "../../provisioners/index.ts";
import { groupCpuSeconds } from "./cgroup-usage.ts";
import type { ObserverFactory } from "./observer.ts";
import { allowedProcessors, hostTicks, ticksOf } from "./proc.ts";
import { quotaBetween, quotaCount, quotaFolder, type QuotaCount } from "./quotas.ts";
import { ticksPerSecond } from "./usage-samples.ts";
import { now } from "./watch.ts";
import type { CpuSample } from "../trial/record.ts";

const intervalMs = 250;

/** Processor time that was used up to a moment. */
export interface Reading {
  readonly at: number;
  /** Ticks of all cores that this process may use together. */
  readonly hostBusy: number;
  readonly hostTotal: number;
  /** Ticks by component. */
  readonly used: ReadonlyMap<string, number>;
  /** Cores that virtual machines may use together, by the name in `used` that they count for. */
  readonly limits?: ReadonlyMap<string, number>;
  /** By component, of those that have a quota. */
  readonly quotas?: ReadonlyMap<string, QuotaCount>;
}

/** How busy the cores were that Columbo and its cluster may use, and who used them, four times a second, from /proc and the nodes' control groups. Of a virtual machine its process counts. */
export const cpu: ObserverFactory = ({ cluster, clients }) => {
  const processors = allowedProcessors(readFileSync("/proc/self/status", "utf8"));
  const readings: Reading[] = [];
  let timer: NodeJS.Timeout | undefined;
  let folders: ReadonlyMap<string, string> = new Map();
  const take = (): void => {
    readings.push({ ...read(cluster, clients, processors), quotas: quotasIn(folders) });
  };
  return {
    name: "processor use",
    begin() {
      folders = quotaFolders(cluster);
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
  const machinesBusy = cores.flatMap(([name, used]) => {
    const limit = after.limits?.get(name);
    // The emulator's own threads come on top of the machine's processors.
    return limit === undefined ? [] : [[name, Math.min(1, used / limit)] as const];
  });
  const quotas = [...(after.quotas ?? [])].flatMap(([name, count]) => {
    const old = before.quotas?.get(name);
    return old === undefined ? [] : [[name, quotaBetween(old, count)] as const];
  });
  return {
    at: after.at,
    hostBusy: total > 0 ? (after.hostBusy - before.hostBusy) / total : 0,
    cores: Object.fromEntries(cores),
    ...(machinesBusy.length === 0 ? {} : { machinesBusy: Object.fromEntries(machinesBusy) }),
    ...(quotas.length === 0 ? {} : { quotas: Object.fromEntries(quotas) }),
  };
}

/** The groups that limit the control plane's processes, by component, and those that limit nodes, by name. */
function quotaFolders({
  processes,
  nodes,
}: Pick<Cluster, "processes" | "nodes">): ReadonlyMap<string, string> {
  return new Map([
    ...nodes.flatMap(({ name, cgroups }) => {
      const folder = cgroups?.["cpu"];
      return folder === undefined || quotaCount(folder) === undefined ? [] : [[name, folder] as const];
    }),
    ...processes().flatMap(({ component, pid, node }) => {
      const folder = node === undefined ? quotaFolder(pid) : undefined;
      return folder === undefined ? [] : [[component, folder] as const];
    }),
  ]);
}

function quotasIn(folders: ReadonlyMap<string, string>): ReadonlyMap<string, QuotaCount> {
  return new Map(
    [...folders].flatMap(([component, folder]) => {
      const count = quotaCount(folder);
      return count === undefined ? [] : [[component, count] as const];
    }),
  );
}

/** Reads synchronously: /proc is memory, and a reading that waits for its turn would not be of the time it bears. */
function read(
  cluster: Pick<Cluster, "processes" | "nodes" | "machineProcesses">,
  clients: ReadonlySet<number>,
  processors: ReadonlySet<number>,
): Reading {
  const at = now();
  const used = new Map<string, number>();
  addCluster(used, cluster);
  const limits = addMachines(used, cluster.machineProcesses ?? []);
  const self = ticksOf("self");
  used.set("columbo", self.own);
  // The client's calls are this program's children: those that run, and those that have ended.
  const running = [...clients].reduce((sum, pid) => sum + ticksOf(pid).own, 0);
  used.set("client", running + self.children);
  const { busy, total } = hostTicks(readFileSync("/proc/stat", "utf8"), processors);
  return { at, hostBusy: busy, hostTotal: total, used, limits };
}

/**
 * Whatever a node starts ends within milliseconds or has another parent: only its control group shows it, and then
 * its kubelet and runtime are in there too.
 */
function addCluster(
  used: Map<string, number>,
  { processes, nodes }: Pick<Cluster, "processes" | "nodes">,
): void {
  const grouped = new Set<string>();
  for (const { name, cgroups } of nodes) {
    const seconds = cgroups === undefined ? undefined : groupCpuSeconds(cgroups);
    if (seconds === undefined) continue;
    grouped.add(name);
    add(used, "node", seconds * ticksPerSecond);
  }
  for (const { component, pid, node } of processes()) {
    if (node === undefined) add(used, component, ticksOf(pid).own);
    else if (!grouped.has(node)) add(used, "node", ticksOf(pid).own);
  }
}

const nameOfRole: Readonly<Record<MachineProcess["role"], string>> = {
  control: "control-machine",
  worker: "node",
  endpoint: "endpoint-machine",
};

/** @returns what they may use, by the name that they count for */
function addMachines(
  used: Map<string, number>,
  machines: readonly MachineProcess[],
): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  for (const { role, pid, cores } of machines) {
    const name = nameOfRole[role];
    add(used, name, ticksOf(pid).own);
    add(limits, name, cores);
  }
  return limits;
}

function add(sums: Map<string, number>, name: string, amount: number): void {
  sums.set(name, (sums.get(name) ?? 0) + amount);
}

/** Cores that the observed processes share. */
export function coresOfHost(): number {
  return availableParallelism();
}
