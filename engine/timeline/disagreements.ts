import type { SeenPod } from "../observe/index.ts";
import { points } from "../../knowledge/index.ts";
import { allowedMs } from "./allowances.ts";
import type { StampsOf } from "./stamp-index.ts";
import type { Disagreement, Stamp } from "./timeline.ts";

/**
 * Points at which two sources differ by more than both can tell apart and by more than their nature allows, with the
 * number of containers concerned. The source that is believed is held against each other one; nothing is averaged. A
 * source that is late by nature contradicts only by being the earlier one.
 * @param clockMs by how much the sources' clocks may differ, milliseconds
 */
export function disagreementsOf(
  pods: readonly SeenPod[],
  stampsOf: StampsOf,
  clockMs = 0,
): readonly Disagreement[] {
  const found = new Map<string, Disagreement>();
  for (const pod of pods)
    for (const container of pod.containers)
      for (const { id } of points) {
        const [believed, ...others] = believedFirst(stampsOf(id, pod, container));
        if (believed === undefined) continue;
        for (const other of others) {
          const seconds = excess(believed, other, clockMs);
          if (seconds === undefined) continue;
          const key = `${id} ${believed.source} ${other.source}`;
          const known = found.get(key);
          found.set(key, {
            point: id,
            sources: [believed.source, other.source],
            containers: (known?.containers ?? 0) + 1,
            seconds: Math.max(known?.seconds ?? 0, seconds),
          });
        }
      }
  return [...found.values()];
}

function believedFirst(stamps: readonly Stamp[]): readonly Stamp[] {
  return stamps.toSorted((a, b) => Number(a.late === true) - Number(b.late === true));
}

/** By how much the two differ, in seconds; undefined where they may. */
function excess(believed: Stamp, other: Stamp, clockMs: number): number | undefined {
  // Two bounds from above, of which one is the closer, do not contradict each other.
  if (believed.late === true) return undefined;
  const later = other.at - believed.at;
  if (other.late === true && later >= 0) return undefined;
  const allowed = believed.precision + other.precision + allowedMs(believed, other) + clockMs;
  return Math.abs(later) > allowed ? Math.abs(later) / 1000 : undefined;
}
