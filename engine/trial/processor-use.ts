import type { CpuSample } from "./record.ts";

/** Cores that programs used which belong neither to the cluster nor to its client nor to Columbo. */
export function othersCores({ hostBusy, cores: used }: CpuSample, cores: number): number {
  const accounted = Object.values(used).reduce((sum, part) => sum + part, 0);
  return Math.max(0, hostBusy * cores - accounted);
}
