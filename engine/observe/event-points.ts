import type { PointId } from "../../knowledge/index.ts";

const points: Readonly<Record<string, PointId>> = {
  Pulled: "image-ready",
  Created: "container-created",
  Started: "container-started",
};

/** The points that the kubelet's events about a container show. */
export const eventPoints: readonly PointId[] = Object.values(points);

/** The point that an event about a container shows, by the event's reason. */
export function pointOfReason(reason: unknown): PointId | undefined {
  return typeof reason === "string" ? points[reason] : undefined;
}

/** What the kubelet says of a pod's container, an init container too, only once the pod's sandbox is ready. */
const afterSandbox: ReadonlySet<unknown> = new Set(["Pulling", "Pulled", "Created", "Started"]);

export function isAfterSandbox(reason: unknown, fieldPath: unknown): boolean {
  return (
    afterSandbox.has(reason) && typeof fieldPath === "string" && /^spec\.\w*[cC]ontainers\{/.test(fieldPath)
  );
}

/** The container in an event's field path, `spec.containers{NAME}`; undefined for a pod or an init container. */
export function containerIn(fieldPath: unknown): string | undefined {
  return typeof fieldPath === "string" ? /^spec\.containers\{(.+)\}$/.exec(fieldPath)?.[1] : undefined;
}
