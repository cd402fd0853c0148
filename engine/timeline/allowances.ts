import type { PointId } from "../../knowledge/index.ts";
import type { Stamp } from "./timeline.ts";

/** Two sources of which one shows a point before the other by its nature. */
interface Allowance {
  readonly point: PointId;
  /** Beginnings of the sources' names. */
  readonly first: string;
  readonly then: string;
  readonly reason: string;
}

/**
 * Even where much runs at once on a slow node, the one follows the other within this time, milliseconds; more is a
 * disagreement, and so is the reverse order.
 */
const longestMs = 1000;

const answers = "the client may have the answer before the API server has noted that it is through with it";

const allowances: readonly Allowance[] = [
  { point: "job-stored", first: "kubectl's log", then: "audit log", reason: answers },
  { point: "job-stored", first: "Columbo's clock", then: "audit log", reason: answers },
  {
    point: "pod-stored",
    first: "pod watch",
    then: "audit log",
    reason: "watches deliver an object while the response to its writer is still being written",
  },
  {
    point: "binding-stored",
    first: "pod watch",
    then: "audit log",
    reason: "watches deliver an object while the response to its writer is still being written",
  },
  {
    point: "sandbox-starting",
    first: "kubelet log",
    then: "containerd log",
    reason: "the kubelet says so before it calls, the runtime when the call has arrived",
  },
  {
    point: "sandbox-ready",
    first: "containerd log",
    then: "kubelet log",
    reason: "the runtime says so before its answer, the kubelet when the answer has arrived",
  },
  {
    point: "container-created",
    first: "containerd log",
    then: "event",
    reason: "the kubelet makes the event when the runtime's answer has arrived",
  },
  {
    point: "container-started",
    first: "containerd log",
    then: "event",
    reason: "the kubelet makes the event when the runtime's answer has arrived",
  },
];

/** By how many milliseconds the later of two stamps of one point may lie after the earlier, beside both precisions. */
export function allowedMs(a: Stamp, b: Stamp): number {
  const [early, late] = a.at <= b.at ? [a, b] : [b, a];
  const natural = allowances.some(
    ({ point, first, then }) =>
      point === a.point && early.source.startsWith(first) && late.source.startsWith(then),
  );
  return natural ? longestMs : 0;
}
