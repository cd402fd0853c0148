import { matchesGlob } from "node:path";
import { priorityLevelShares } from "./kube-apiserver/priority-level-shares.ts";
import type { Remedy } from "./remedy.ts";
import { concurrentJobSyncs } from "./kube-controller-manager/concurrent-job-syncs.ts";
import { registryPullQPS, serializeImagePulls } from "./kubelet/image-pulls.ts";
import { maxPods } from "./kubelet/max-pods.ts";
import { cpuLimit } from "./workload/cpu-limit.ts";
import { fsGroupChangePolicy } from "./workload/fs-group-change-policy.ts";
import { matchingAffinity, matchingSelector, toleration } from "./workload/matching-node.ts";
import { memoryLimit } from "./workload/memory-limit.ts";
import { parallelism } from "./workload/parallelism.ts";
import { affinity, nodeSelector } from "./workload/placement.ts";
import { antiAffinity, topologySpread } from "./workload/pod-constraints.ts";
import { initialDelaySeconds, periodSeconds } from "./workload/readiness-probe.ts";
import { cpuRequest, memoryRequest } from "./workload/requests.ts";

export type { Remedied, Remedy, RemedyContext } from "./remedy.ts";

/** One file for each mechanism, below the component that takes the value. */
const remedies: readonly Remedy[] = [
  priorityLevelShares,
  concurrentJobSyncs,
  cpuLimit,
  initialDelaySeconds,
  periodSeconds,
  fsGroupChangePolicy,
  nodeSelector,
  affinity,
  antiAffinity,
  topologySpread,
  matchingSelector,
  matchingAffinity,
  toleration,
  cpuRequest,
  memoryRequest,
  memoryLimit,
  maxPods,
  serializeImagePulls,
  registryPullQPS,
  parallelism,
];

/** The remedies of a parameter: different causes may ask for different values. */
export function remediesOf(parameter: string): readonly Remedy[] {
  const asked = parameter.toLowerCase();
  return remedies.filter((remedy) => {
    const own = remedy.parameter.toLowerCase();
    return own === asked || (own.includes("*") && matchesGlob(asked, own));
  });
}
