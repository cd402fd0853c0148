import type { CpuSample } from "../trial/record.ts";
import { clip, union, type Interval } from "./intervals.ts";
import { oncePerTrial, since, type TrialView } from "./trial-view.ts";

/** A busy share of the machine from which on it counts as saturated: the rest is not to be had in practice. */
export const saturation = 0.9;

export interface CpuStretch extends Interval {
  readonly sample: CpuSample;
}

/** The samples as stretches of the deployment, each from the end of the one before. */
export const cpuStretches = oncePerTrial((view): readonly CpuStretch[] => {
  const ends = view.record.cpu.map(({ at }) => since(view, at));
  return view.record.cpu.flatMap((sample, index) => {
    const to = ends[index] ?? Number.NaN;
    // Nothing says when the first interval began; it is taken to be as long as the second.
    const from = ends[index - 1] ?? to - ((ends[1] ?? to) - to);
    const stretch = clip({ from, to }, view.window);
    return stretch.to > stretch.from && Number.isFinite(sample.hostBusy) ? [{ ...stretch, sample }] : [];
  });
});

/** The busiest machine: this host, or where they have machines of their own the nodes' or the control plane's. */
export interface BusiestMachine {
  readonly busy: number;
  readonly of: "host" | "nodes" | "control-plane";
}

/** A virtual machine that is busy keeps its host from nothing, but what runs on it has no more to get. */
export function busiestMachine({ hostBusy, nodesBusy = 0, machinesBusy = {} }: CpuSample): BusiestMachine {
  const nodes = Math.max(nodesBusy, machinesBusy["node"] ?? 0);
  const control = machinesBusy["control-machine"] ?? 0;
  if (hostBusy >= Math.max(nodes, control)) return { busy: hostBusy, of: "host" };
  return nodes >= control ? { busy: nodes, of: "nodes" } : { busy: control, of: "control-plane" };
}

/** When the machine was saturated; undefined when nobody sampled it. */
export const saturated = oncePerTrial((view): readonly Interval[] | undefined => {
  const stretches = cpuStretches(view);
  return stretches.length === 0
    ? undefined
    : union(stretches.filter(({ sample }) => busiestMachine(sample).busy >= saturation));
});

/** A thread that wants a processor gets more than that, even beside several others on a machine of two cores. */
const quietCores = 0.2;

/** When programs of nodes with a kubelet hardly used a processor: what they waited for then was something else. */
export const nodesQuiet = oncePerTrial((view): readonly Interval[] =>
  union(cpuStretches(view).filter(({ sample }) => (sample.cores["node"] ?? quietCores) < quietCores)),
);

/** A program or a node is held by its quota where it was stopped in so many of the scheduler's periods. */
const heldShare = 0.5;

/** When the quota of a component, or of a node by its name, was used up; empty where it has none. */
export function quotaUsedUp(view: TrialView, of: string): readonly Interval[] {
  const isHeld = ({ sample }: CpuStretch): boolean => (sample.quotas?.[of]?.throttledShare ?? 0) >= heldShare;
  return union(cpuStretches(view).filter(isHeld));
}

/** Mean of a number of the samples, weighted by how much of each stretch `weight` counts; undefined of nothing. */
export function meanOver(
  stretches: readonly CpuStretch[],
  weight: (stretch: CpuStretch) => number,
  value: (sample: CpuSample) => number,
): number | undefined {
  let [sum, weights] = [0, 0];
  for (const stretch of stretches) {
    const counted = weight(stretch);
    weights += counted;
    sum += counted * value(stretch.sample);
  }
  return weights > 0 ? sum / weights : undefined;
}

export function length({ from, to }: Interval): number {
  return to - from;
}
