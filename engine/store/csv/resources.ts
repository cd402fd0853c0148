import type { Plan } from "../../../experiments/index.ts";
import type { TrialRecord } from "../../trial/record.ts";
import { csvOf, type Cell } from "./table.ts";
import { coresOf, usageOf, valueAt, type Series } from "./usage-series.ts";

/** Components with the framework's names for them: it shortens every name with "controller" in it. */
const components: readonly (readonly [component: string, column: string])[] = [
  ["etcd", "etcd"],
  ["kube-apiserver", "apiserver"],
  ["kube-controller-manager", "controller"],
  ["kube-scheduler", "scheduler"],
];

/**
 * The framework's `_dataframe_resources.csv` of a trial: `Time (s)` since the client's start, then `_cpu` (millicores)
 * and `_memory` (MiB) of each node and component of which something is known. Times are those of the processor's
 * samples; between two of its own samples a value stays as it is.
 */
export function resourcesOf(record: TrialRecord, { nodes }: Plan): string {
  const known = [
    ...nodes.map(({ name }) => ({ name, cores: usageOf(record, name, "cores"), of: name })),
    ...components.map(([of, name]) => {
      const cores = coresOf(record, of);
      return { name, cores: cores.values.length > 0 ? cores : usageOf(record, of, "cores"), of };
    }),
  ].flatMap(({ name, cores, of }) => [
    { column: `${name}_cpu`, series: cores, scale: 1000 },
    { column: `${name}_memory`, series: usageOf(record, of, "memoryMiB"), scale: 1 },
  ]);
  const columns = known.filter(({ series }) => series.values.length > 0);
  return csvOf(
    ["Time (s)", ...columns.map(({ column }) => column)],
    timesOf(record, columns).map((at): Cell[] => [
      secondsOf(record, at),
      ...columns.map(({ series, scale }) => scaled(valueAt(series, at), scale)),
    ]),
  );
}

/**
 * The framework's `_dataframe_resources_os.csv`: use of the processor and of memory in per cent of what there is, one
 * machine's rows after the other's, each in columns of its own. Columbo's machines are its host and the nodes that
 * have samples of their own.
 * @param hostMemoryGiB of the machine that Columbo ran on
 */
export function osResourcesOf(record: TrialRecord, { nodes }: Plan, hostMemoryGiB: number): string {
  const busy = record.cpu.map(({ at, hostBusy }) => ({ at, cpu: 100 * hostBusy }));
  const host: Machine = {
    name: "host",
    cpu: { times: busy.map(({ at }) => at), values: busy.map(({ cpu }) => cpu) },
    cpuScale: 1,
    memory: usageOf(record, "host", "memoryMiB"),
    memoryScale: 100 / (hostMemoryGiB * 1024),
  };
  const machines = [
    host,
    ...nodes.map(({ name, cores, memoryGiB }): Machine => ({
      name,
      cpu: usageOf(record, name, "cores"),
      cpuScale: 100 / cores,
      memory: usageOf(record, name, "memoryMiB"),
      memoryScale: 100 / (memoryGiB * 1024),
    })),
  ].filter(({ cpu, memory }) => cpu.values.length + memory.values.length > 0);
  const columns = machines.flatMap(({ name }) => [`cpu-used ${name} (%)`, `memory-used ${name} (%)`]);
  return csvOf(
    ["Time (s)", ...columns],
    machines.flatMap(({ cpu, cpuScale, memory, memoryScale }, index) =>
      (cpu.values.length > 0 ? cpu : memory).times.map((at): Cell[] => {
        const cells: Cell[] = columns.map(() => undefined);
        cells[2 * index] = scaled(valueAt(cpu, at), cpuScale);
        cells[2 * index + 1] = scaled(valueAt(memory, at), memoryScale);
        return [secondsOf(record, at), ...cells];
      }),
    ),
  );
}

interface Machine {
  readonly name: string;
  readonly cpu: Series;
  readonly cpuScale: number;
  readonly memory: Series;
  readonly memoryScale: number;
}

function timesOf({ cpu }: TrialRecord, columns: readonly { readonly series: Series }[]): readonly number[] {
  if (cpu.length > 0) return cpu.map(({ at }) => at);
  return [...new Set(columns.flatMap(({ series }) => series.times))].sort((a, b) => a - b);
}

function secondsOf({ timeline }: TrialRecord, at: number): number {
  return Math.round((at - timeline.startedAt) * 1000) / 1_000_000;
}

/** Six digits are more than any of these sources can tell apart. */
function scaled(value: number | undefined, scale: number): number | undefined {
  return value === undefined ? undefined : Number((value * scale).toPrecision(6));
}
