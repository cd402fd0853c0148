import type { ModelledPodStart } from "../../experiments/index.ts";
import { sandboxShareOfPodStart } from "../../knowledge/index.ts";
import type { ContainerTimeline } from "./timeline.ts";

/** The mean of the plan's evenly spread pod start, seconds. */
export function meanStart({ minMs, maxMs }: ModelledPodStart): number {
  return (minMs + maxMs) / 2000;
}

/**
 * S5 on a node without a kubelet, seconds: its share of the plan's mean pod start. What else passes until the pod is
 * seen running (the writing of its status, waiting for that included) was measured and belongs to S6.
 * @param whole seconds from the pod's delivery until it was seen running
 */
export function sandboxSeconds(podStart: ModelledPodStart, whole: number): number {
  return sandboxShareOfPodStart * Math.min(meanStart(podStart), whole);
}

/**
 * Whether S6 on a node without a kubelet is the plan's doing rather than a measurement: whether the plan's slowest
 * start accounts for at least half of it.
 * @param whole seconds from the pod's delivery until it was seen running
 */
export function endIsModelled(podStart: ModelledPodStart, whole: number): boolean {
  const sandbox = sandboxSeconds(podStart, whole);
  return whole - sandbox <= 2 * (podStart.maxMs / 1000 - sandbox);
}

/** When a container waited for the plan's own pod start, seconds since the client started; undefined when it did not. */
export function modelledStartOf({
  points: { "pod-delivered": delivered, "sandbox-ready": sandbox },
}: ContainerTimeline): { readonly from: number; readonly to: number } | undefined {
  if (delivered === undefined || sandbox?.modelled !== true) return undefined;
  const from = delivered.seconds;
  return { from, to: from + (sandbox.seconds - from) / sandboxShareOfPodStart };
}
