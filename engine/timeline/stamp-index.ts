import type { PointId } from "../../knowledge/index.ts";
import type { SeenPod } from "../observe/index.ts";
import type { Stamp } from "./timeline.ts";

/** What the sources say of a point on a container's way: one stamp of each, the most believed first. */
export type StampsOf = (point: PointId, pod: SeenPod, container: string) => readonly Stamp[];

/**
 * Finds stamps by the names of their objects. Of one source the first event counts (a client that asks twice);
 * between sources the order of `stamps` decides.
 */
export function indexOf(stamps: readonly Stamp[]): StampsOf {
  const index = new Map<string, Map<string, Stamp>>();
  for (const stamp of stamps) {
    const key = keyOf(stamp.point, stamp.pod ?? stamp.job ?? "", stamp.container);
    const bySource = index.get(key) ?? new Map<string, Stamp>();
    const known = bySource.get(stamp.source);
    if (known === undefined || stamp.at < known.at) bySource.set(stamp.source, stamp);
    index.set(key, bySource);
  }
  const none: readonly Stamp[] = [];
  const at = (key: string): readonly Stamp[] => [...(index.get(key)?.values() ?? none)];
  return (point, pod, container) => [
    ...at(keyOf(point, pod.name)),
    ...at(keyOf(point, pod.job)),
    ...at(keyOf(point, pod.name, container)),
  ];
}

function keyOf(point: PointId, object: string, container?: string): string {
  return container === undefined ? `${point} ${object}` : `${point} ${object}/${container}`;
}
