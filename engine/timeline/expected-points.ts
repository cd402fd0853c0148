import type { NodeKind, ObservationLevel } from "../../experiments/index.ts";
import { points, type Point, type PointId } from "../../knowledge/index.ts";

/** Where a pod ran and how much was observed: together they say which points could be seen at all. */
export interface SeenFrom {
  /** Undefined for a pod that no node got. */
  readonly kind: NodeKind | undefined;
  readonly level: ObservationLevel;
}

/** With the client's clock alone, only what ends the deployment is looked at. */
const byClock: ReadonlySet<PointId> = new Set(["client-start", "container-running", "running-reported"]);

/**
 * Whether a point should be there when all goes well: points of a kubelet only on nodes that have one, points of
 * traces only where everything is observed, and what not every client does never.
 */
export function isExpected({ id, only }: Point, { kind, level }: SeenFrom): boolean {
  if (level === "clock") return byClock.has(id);
  if (only === "some-clients") return false;
  if (only === "kubelet") return kind !== undefined && kind !== "kwok";
  return only === undefined || level === "all";
}

/** All points that should be there, in order. */
export function expectedPoints(from: SeenFrom): readonly Point[] {
  return points.filter((point) => isExpected(point, from));
}
