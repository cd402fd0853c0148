import type { NodeKind, ObservationLevel } from "../../experiments/index.ts";
import type { Point, PointId } from "../../knowledge/index.ts";

/** Where a pod ran and how much was observed: together they say which points could be seen at all. */
export interface SeenFrom {
  /** Undefined for a pod that no node got. */
  readonly kind: NodeKind | undefined;
  readonly level: ObservationLevel;
}

/** With the client's clock alone, only what ends the deployment is looked at. */
const byClock: ReadonlySet<PointId> = new Set(["client-start", "container-running", "running-reported"]);

/** Only a kubelet's events show these exactly, and kubemark's kubelet has no client to send them with. */
const byEvents: ReadonlySet<PointId> = new Set(["image-ready", "container-created", "container-started"]);

/**
 * Whether a point should be there when all goes well: points of a kubelet only on nodes that have one, points of
 * traces only where everything is observed, and what not every client does never.
 */
export function isExpected({ id, only }: Point, { kind, level }: SeenFrom): boolean {
  if (level === "clock") return byClock.has(id);
  if (only === "some-clients" || (kind === "hollow" && byEvents.has(id))) return false;
  if (only === "kubelet") return kind !== undefined && kind !== "kwok";
  return only === undefined || level === "all";
}
