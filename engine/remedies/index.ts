import type { Remedy } from "./remedy.ts";
import { cpuLimit } from "./workload/cpu-limit.ts";
import { fsGroupChangePolicy } from "./workload/fs-group-change-policy.ts";
import { initialDelaySeconds, periodSeconds } from "./workload/readiness-probe.ts";

export type { Remedied, Remedy, RemedyContext } from "./remedy.ts";

/** One file for each parameter, below the component that takes it. */
const remedies: readonly Remedy[] = [cpuLimit, initialDelaySeconds, periodSeconds, fsGroupChangePolicy];

/** The remedy of a parameter. */
export function findRemedy(parameter: string): Remedy | undefined {
  const asked = parameter.toLowerCase();
  return remedies.find((remedy) => remedy.parameter.toLowerCase() === asked);
}
