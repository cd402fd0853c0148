import type { NodeKind, ObservationLevel } from "../../experiments/index.ts";
import type { Point, PointId } from "../../knowledge/index.ts";

/** Where a pod ran and how much was observed: together they say which points could be seen at all. */
export interface SeenFrom {
  /** Undefined for a pod that no node got. */
  readonly kind: NodeKind | undefined;
  readonly level: ObservationLevel;
  /** The cluster is simulated. */
  readonly isSimulated?: boolean;
  /** Its containers have a readiness probe. */
  readonly isProbed?: boolean;
}

/** With the client's clock alone, only what ends the deployment is looked at. */
const byClock: ReadonlySet<PointId> = new Set([
  "client-start",
  "container-running",
  "running-reported",
  "container-ready",
]);

/** Only a kubelet's events show these exactly, and kubemark's kubelet has no client to send them with. */
const byEvents: ReadonlySet<PointId> = new Set(["image-ready", "container-created", "container-started"]);

/** Points that the simulation passes over: it takes the step to each together with the next. */
const notSimulated: ReadonlySet<PointId> = new Set([
  "job-sent",
  "job-syncing",
  "pod-turn",
  "pod-syncing",
  "image-ready",
  "container-created",
  "container-started",
  "running-reported",
]);

/**
 * Whether a point should be there when all goes well: points of a kubelet only on nodes that have one, points of
 * traces only where everything is observed, readiness where it is asked for, and what not every client does never.
 */
export function isExpected({ id, only }: Point, { kind, level, isSimulated, isProbed }: SeenFrom): boolean {
  if (only === "probed") return isProbed === true;
  if (level === "clock") return byClock.has(id);
  if (isSimulated === true && (notSimulated.has(id) || only === "traces")) return false;
  if (only === "some-clients" || (kind === "hollow" && byEvents.has(id))) return false;
  if (only === "kubelet") return kind !== undefined && kind !== "kwok";
  return only === undefined || level === "all";
}
