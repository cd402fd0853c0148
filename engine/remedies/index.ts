import { matchesGlob } from "node:path";
import { priorityLevelShares } from "./kube-apiserver/priority-level-shares.ts";
import type { Remedy } from "./remedy.ts";
import { cpuLimit } from "./workload/cpu-limit.ts";
import { fsGroupChangePolicy } from "./workload/fs-group-change-policy.ts";
import { affinity, nodeSelector } from "./workload/placement.ts";
import { initialDelaySeconds, periodSeconds } from "./workload/readiness-probe.ts";

export type { Remedied, Remedy, RemedyContext } from "./remedy.ts";

/** One file for each parameter, below the component that takes it. */
const remedies: readonly Remedy[] = [
  priorityLevelShares,
  cpuLimit,
  initialDelaySeconds,
  periodSeconds,
  fsGroupChangePolicy,
  nodeSelector,
  affinity,
];

/** The remedy of a parameter. */
export function findRemedy(parameter: string): Remedy | undefined {
  const asked = parameter.toLowerCase();
  return remedies.find(({ parameter }) => {
    const own = parameter.toLowerCase();
    return own === asked || (own.includes("*") && matchesGlob(asked, own));
  });
}
