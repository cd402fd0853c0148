import type { Component } from "../../knowledge/index.ts";
import type { CpuSample, MetricDelta } from "./record.ts";

const machine = "control-machine";

/**
 * What the control plane's virtual machine used, by component. From outside only the whole is seen, and inside each
 * component counts its processor time, which is read before and after the trial: each sample is parted as the counters grew.
 * What the machine's kernel and other programs took is parted in the same way. Nothing changes where nobody counted.
 */
export function byComponent(
  cpu: readonly CpuSample[],
  metrics: readonly MetricDelta[],
): readonly CpuSample[] {
  const grown = new Map<Component, number>();
  for (const { component, node, name, delta } of metrics)
    if (name === "process_cpu_seconds_total" && node === undefined)
      grown.set(component, (grown.get(component) ?? 0) + Math.max(0, delta));
  const total = [...grown.values()].reduce((sum, seconds) => sum + seconds, 0);
  if (total === 0) return cpu;
  return cpu.map((sample) => {
    const { [machine]: whole, ...cores } = sample.cores;
    if (whole === undefined) return sample;
    const parts = [...grown].map(([component, seconds]) => [component, (whole * seconds) / total] as const);
    return { ...sample, cores: { ...cores, ...Object.fromEntries(parts) } };
  });
}
