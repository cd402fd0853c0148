import { stages, type StageId } from "../stages/stages.ts";
import type { PointId } from "../stages/point.ts";
import { comparePoints, points } from "../stages/points.ts";
import type { OwnMechanism, OwnRole } from "./own-parameter.ts";

/** The numbers of each kind of mechanism, all of them needed. */
export const mechanismNumbers: Readonly<Record<OwnMechanism["kind"], readonly OwnRole[]>> = {
  "token-bucket": ["rate", "burst"],
  "worker-pool": ["workers", "seconds"],
  "serial-loop": ["seconds"],
  delay: ["seconds"],
  "polling-period": ["seconds"],
};

/** The least that a number of a mechanism may come to. */
export function leastOf(kind: OwnMechanism["kind"], role: OwnRole): { value: number; excluded: boolean } {
  if (role === "burst" || role === "workers") return { value: 1, excluded: false };
  return { value: 0, excluded: role === "rate" || kind === "polling-period" };
}

/** The points that pods pass one by one and that the model has, in order. */
export const ownPoints: readonly PointId[] = [
  "pod-received",
  "pod-stored",
  "pod-queued",
  "pod-scheduling",
  "pod-binding",
  "binding-received",
  "binding-stored",
  "pod-delivered",
  "sandbox-ready",
  "container-running",
];

/** Where a mechanism stands that says a stage alone: before the first point of it that pods pass one by one. */
export function pointOfStage(stage: string): PointId | undefined {
  const found = stages.find(({ id }) => id === stage);
  if (found === undefined) return undefined;
  return ownPoints.find((point) => stageBefore(point) === found.id);
}

/** The stage that the way to a point belongs to. */
export function stageBefore(point: PointId): StageId {
  const stage = stages.find(({ to }) => comparePoints(point, to) <= 0);
  return stage?.id ?? "S6";
}

/** Whether there is such a point at all, whoever passes it. */
export function isPoint(point: string): boolean {
  return points.some(({ id }) => id === point);
}
