import { comparePoints } from "../../knowledge/index.ts";
import type { SeenPod } from "../observe/index.ts";
import type { ClockOffset, Stamp } from "./timeline.ts";

/** A Lease's renewal by some host. */
export interface Renewal {
  readonly host: string;
  /** By the host's own clock, milliseconds since the epoch. */
  readonly renewedAt: number;
  /** When its new version arrived here, by Columbo's clock. */
  readonly arrivedAt: number;
}

/**
 * Lower bounds from renewals of Leases. A new version arrives after it was written, by the one-way delay at least, so
 * a host's clock minus Columbo's is no less than `renewedAt - arrivedAt`; the greatest of these is the closest.
 */
export function boundsFromRenewals(renewals: readonly Renewal[]): readonly ClockOffset[] {
  return [...Map.groupBy(renewals, ({ host }) => host)].map(([host, own]) => ({
    host,
    low: Math.max(...own.map(({ renewedAt, arrivedAt }) => (renewedAt - arrivedAt) / 1000)),
    source: own.length === 1 ? "one renewal of its Lease" : `${own.length} renewals of its Lease`,
  }));
}

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
