import type { PointId } from "../../knowledge/index.ts";
import type { Timeline } from "./timeline.ts";

type Gap = Timeline["gaps"][number];

/** Counts the containers that lack a point, by the reason. */
export function gapCount(): { add(point: PointId, why?: string): void; all(): readonly Gap[] } {
  const gaps = new Map<string, Gap>();
  return {
    add(point, why = "no source showed it") {
      const key = `${point} ${why}`;
      gaps.set(key, { point, containers: (gaps.get(key)?.containers ?? 0) + 1, why });
    },
    all: () => [...gaps.values()],
  };
}
