import type { CpuSample } from "./record.ts";

/** Cores that programs used which belong neither to the cluster nor to its client nor to Columbo. */
export function othersCores({ hostBusy, nodesBusy, cores: used }: CpuSample, cores: number): number {
  const accounted = Object.entries(used)
    .filter(([name]) => nodesBusy === undefined || name !== "node")
    .reduce((sum, [, part]) => sum + part, 0);
  return Math.max(0, hostBusy * cores - accounted);
}
