import { comparePoints } from "../../knowledge/index.ts";
import type { SeenPod } from "../observe/index.ts";
import type { ClockOffset, Stamp } from "./timeline.ts";

/** Source of each component of the control plane that stamps by its own clock. */
const sourceOf: Readonly<Record<string, string>> = {
  "kube-apiserver": "audit log",
  "kube-controller-manager": "kube-controller-manager log",
  "kube-scheduler": "kube-scheduler log",
};

/** Shows what happens on nodes by Columbo's clock. */
const watched = "pod watch";

/**
 * Adds upper bounds from causes: what a host did for the workload it did after the client had started, so its clock
 * minus Columbo's is no more than its first stamp minus the client's start.
 * @param offsets whose hosts are names of nodes or of components of the control plane
 */
export function withUpperBounds(
  offsets: readonly ClockOffset[],
  seen: { readonly startedAt: number; readonly stamps: readonly Stamp[]; readonly pods: readonly SeenPod[] },
): readonly ClockOffset[] {
  const nodeOf = new Map(seen.pods.map(({ name, node }) => [name, node]));
  const isOf = (host: string, { point, pod, source, late }: Stamp): boolean => {
    if (late === true) return false;
    const own = sourceOf[host];
    if (own !== undefined) return source === own;
    return (
      source !== watched &&
      pod !== undefined &&
      nodeOf.get(pod) === host &&
      comparePoints(point, "pod-delivered") >= 0
    );
  };
  return offsets.map((offset) => {
    const first = seen.stamps.reduce(
      (least, stamp) => (stamp.at < least && isOf(offset.host, stamp) ? stamp.at : least),
      Number.POSITIVE_INFINITY,
    );
    if (first === Number.POSITIVE_INFINITY) return offset;
    const high = (first - seen.startedAt) / 1000;
    return {
      ...offset,
      high: Math.min(offset.high ?? high, high),
      source: `${offset.source}; its first stamp after the client's start`,
    };
  });
}
