import { limitOf, type Limits } from "./limits.ts";
import { priorKubeletTimes } from "./priors.ts";
import type { KubeletTimes, ServiceTimes } from "./service-times.ts";

/** The times of nodes with a kubelet, also before anything was measured. */
export function kubeletTimes({ kubelet }: ServiceTimes): KubeletTimes {
  return kubelet ?? priorKubeletTimes;
}

/** A start on a node with a kubelet when nothing else goes on, in its two stages, seconds. */
export interface UnloadedStart {
  readonly S5: number;
  readonly S6: number;
}

/** What a pod's start takes on an idle node. */
export function unloadedStart(
  service: ServiceTimes,
  limits: Limits,
  containersPerPod: number,
  withVolume = limits["workload.automountServiceAccountToken"] !== 0,
): UnloadedStart {
  const { sync, mount, sandbox, container } = kubeletTimes(service);
  const poll = limitOf(limits, "kubelet.podAttachAndMountRetryInterval");
  const volume = withVolume ? Math.ceil(mount / poll) * poll : 0;
  return { S5: sync + volume + sandbox, S6: container * containersPerPod };
}
