import type { Program, ServiceTimes, SimulationTrace } from "../model/index.ts";
import type { CpuSample } from "../trial/index.ts";

/** Seconds between two readings. */
const interval = 0.25;

/** What the programs of the model are called in samples; the model's server is the API server with etcd. */
const nameOf: Readonly<Record<Exclude<Program, "node">, string>> = {
  server: "kube-apiserver",
  controller: "kube-controller-manager",
  scheduler: "kube-scheduler",
  observer: "columbo",
  client: "client",
};

/** The machines of a simulated cluster. */
export interface Machines {
  readonly service: ServiceTimes;
  readonly nodes: number;
  /** "node" where a node has a kubelet, else "kwok". */
  readonly nodeProgram: "node" | "kwok";
}

/**
 * Processor use as it would have been sampled, the quiet before the trial included.
 * @param startedAt when the client started, milliseconds since the epoch
 */
export function cpuSamples(
  readings: SimulationTrace["cpu"],
  machines: Machines,
  startedAt: number,
): readonly CpuSample[] {
  const quiet: readonly CpuSample[] = [-interval, 0].map((at) =>
    sample(machines, startedAt + at * 1000, () => 0),
  );
  const during = readings.flatMap((reading, index): CpuSample[] => {
    const before = readings[index - 1];
    const seconds = reading.at - (before?.at ?? 0);
    // A reading right after another says nothing of a rate.
    if (!(seconds > 1e-9)) return [];
    return [
      sample(
        machines,
        startedAt + reading.at * 1000,
        (program) => (reading.work[program] - (before?.work[program] ?? 0)) / seconds,
      ),
    ];
  });
  return [...quiet, ...during];
}

/** @param rate cores that the trial's work took of a program */
function sample(
  { service, nodes, nodeProgram }: Machines,
  at: number,
  rate: (program: Program) => number,
): CpuSample {
  const { background, cores: own, nodeCores } = service;
  const used: [string, number][] = (["server", "controller", "scheduler", "observer", "client"] as const).map(
    (program) => [nameOf[program], rate(program) + (program === "client" ? 0 : background[program])],
  );
  const ofNodes = rate("node") + background.node;
  const onHost = used.reduce((sum, [, cores]) => sum + cores, 0) + (nodeCores === undefined ? ofNodes : 0);
  return {
    at,
    hostBusy: Math.min(1, (onHost + background.others) / own),
    ...(nodeCores === undefined
      ? {}
      : { nodesBusy: Math.min(1, ofNodes / (nodeCores * Math.max(1, nodes))) }),
    cores: { ...Object.fromEntries(used), [nodeProgram]: ofNodes },
  };
}
