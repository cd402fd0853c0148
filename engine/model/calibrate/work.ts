import type { CpuSample, TrialRecord } from "../../trial/index.ts";
import { othersCores } from "../../trial/processor-use.ts";
import { podPrograms, type PodProgram, type Program, type ServiceTimes } from "../service-times.ts";
import { gaps, meanOf, medianOf } from "./records.ts";

/** Names of the processor samples, by the program of the model that they belong to. */
const programOf: Readonly<Record<string, Program>> = {
  etcd: "server",
  "kube-apiserver": "server",
  "kube-controller-manager": "controller",
  "kube-scheduler": "scheduler",
  kwok: "node",
  kubelet: "node",
  columbo: "observer",
  client: "client",
  "control-machine": "server",
};

/** Processor use in one interval, milliseconds since the epoch and cores. */
interface Use {
  readonly from: number;
  readonly to: number;
  readonly cores: Readonly<Record<Program | "others", number>>;
}

/** The samples as intervals; the first one is taken to be as long as the second. */
export function usesOf({ cpu, cores }: TrialRecord): readonly Use[] {
  const first = cpu[0];
  if (first === undefined) return [];
  const length = (cpu[1]?.at ?? first.at + 250) - first.at;
  return cpu.map((sample, index) => ({
    from: cpu[index - 1]?.at ?? first.at - length,
    to: sample.at,
    cores: byProgram(sample, cores),
  }));
}

function byProgram(sample: CpuSample, cores: number): Use["cores"] {
  const sums = { client: 0, server: 0, controller: 0, scheduler: 0, node: 0, observer: 0 };
  for (const [name, used] of Object.entries(sample.cores)) sums[programOf[name] ?? "node"] += used;
  return { ...sums, others: othersCores(sample, cores) };
}

/** Core-seconds of each program between two times, and the seconds that samples cover of it. */
export interface Work {
  readonly seconds: number;
  readonly work: Readonly<Record<Program | "others", number>>;
}

/** Adds up samples; those that lie partly outside count with the part inside. */
export function workBetween(uses: readonly Use[], from = -Infinity, to = Infinity): Work {
  const work = { client: 0, server: 0, controller: 0, scheduler: 0, node: 0, observer: 0, others: 0 };
  let seconds = 0;
  for (const use of uses) {
    const inside = Math.max(0, Math.min(use.to, to) - Math.max(use.from, from)) / 1000;
    seconds += inside;
    for (const name of programsAndOthers) work[name] += inside * use.cores[name];
  }
  return { seconds, work };
}

const programsAndOthers = [...podPrograms, "client", "others"] as const;

/**
 * Cores in use while nothing happens but the modelled pod start: the samples of a single pod's trial that lie
 * between its delivery and its running. Samples that hold anything else would show many times the background.
 */
export function backgroundOf(single: TrialRecord): ServiceTimes["background"] | undefined {
  const uses = usesOf(single);
  const { startedAt } = single.timeline;
  const [wait] = gaps(single, "pod-delivered", "container-running");
  const end = startedAt + single.deploymentSeconds * 1000;
  const begin = end - (wait ?? 0) * 1000;
  return meanUse(uses.filter(({ from, to }) => from >= begin && to <= end));
}

/**
 * The same on a node with a kubelet, where a pod's start is work: the least that each program used in a sample of the
 * single pod's trial. Before the client starts it is observers that keep the API server busy. What others use has no
 * such moment.
 */
export function leastBackground(single: TrialRecord): ServiceTimes["background"] | undefined {
  const uses = usesOf(single);
  const others = othersDuring(single);
  if (uses.length < fewestSamples || others === undefined) return undefined;
  const least = (name: PodProgram): number => Math.min(...uses.map(({ cores }) => cores[name]));
  return {
    server: least("server"),
    controller: least("controller"),
    scheduler: least("scheduler"),
    node: least("node"),
    observer: least("observer"),
    others,
  };
}

/** The least of fewer samples may be a busy moment. */
const fewestSamples = 3;

/** What others used during a trial, whose own programs are all accounted for; undefined when it was not sampled. */
function othersDuring(trial: TrialRecord): number | undefined {
  return medianOf(usesOf(trial).map(({ cores }) => cores.others));
}

function meanUse(quiet: readonly Use[]): ServiceTimes["background"] | undefined {
  if (quiet.length === 0) return undefined;
  const average = (name: PodProgram | "others"): number => meanOf(quiet.map(({ cores }) => cores[name])) ?? 0;
  return {
    server: average("server"),
    controller: average("controller"),
    scheduler: average("scheduler"),
    node: average("node"),
    observer: average("observer"),
    others: average("others"),
  };
}
