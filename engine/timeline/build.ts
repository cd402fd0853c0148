import type { ModelledPodStart, NodeKind, ObservationLevel } from "../../experiments/index.ts";
import { points, type PointId } from "../../knowledge/index.ts";
import type { JobSync, SeenPod } from "../observe/index.ts";
import { disagreementsOf } from "./disagreements.ts";
import { isExpected } from "./expected-points.ts";
import { gapCount } from "./gap-count.ts";
import { timesOn, type PointTime } from "./point-times.ts";
import { podTurns } from "./pod-turn.ts";
import { endOf } from "./stage-times.ts";
import { indexOf } from "./stamp-index.ts";
import type { ContainerTimeline, Stamp, Timeline, TimelinePoint } from "./timeline.ts";

/** All that a timeline is made of. */
export interface SeenTrial {
  /** When the client started, milliseconds since the epoch. */
  readonly startedAt: number;
  /** Where two sources show the same point, the stamp that comes first counts. */
  readonly stamps: readonly Stamp[];
  readonly pods: readonly SeenPod[];
  readonly syncs?: readonly JobSync[];
  /** Kind of each node by its name; a node that is not in it is taken for one of a cluster that was there already. */
  readonly kinds: ReadonlyMap<string, NodeKind>;
  /** Of the plan, for its nodes without a kubelet. */
  readonly podStart: ModelledPodStart;
  readonly level: ObservationLevel;
  readonly simulated?: true;
  /** By how much the clocks of two hosts may differ, milliseconds; absent where all stamps are of one clock. */
  readonly clockMs?: number;
  /** The containers have a readiness probe. */
  readonly probed?: true;
}

/**
 * Joins stamps by the names of their objects to one timeline per container, in the order in which they were done; each is
 * monotonic. A point that should be there and that nothing showed, or that lies before its predecessor by more than
 * both precisions and what clocks may differ by, is left out and named in `gaps`.
 */
export function buildTimeline(seen: SeenTrial): Timeline {
  const stamps = [...seen.stamps, ...podTurns(seen.stamps, seen.pods, seen.syncs ?? [])];
  const stampsOf = indexOf(stamps);
  const gaps = gapCount();
  const containers = seen.pods.flatMap((pod) => {
    const kind = pod.node === undefined ? undefined : (seen.kinds.get(pod.node) ?? "existing");
    return pod.containers.map((container): ContainerTimeline => {
      const times = timesOn(kind, (point) => stampsOf(point, pod, container), seen.podStart);
      const { name, job, node } = pod;
      const from = {
        kind,
        level: seen.level,
        isSimulated: seen.simulated === true,
        isProbed: seen.probed === true,
      };
      return {
        job,
        pod: name,
        container,
        ...(node === undefined ? {} : { node }),
        points: inOrder(seen, times, (point, why) => {
          if (why !== undefined || isExpected(point, from)) gaps.add(point.id, why);
        }),
      };
    });
  });
  const disagreements = disagreementsOf(seen.pods, stampsOf, seen.clockMs);
  return {
    startedAt: seen.startedAt,
    containers: containers.sort(byEnd),
    gaps: gaps.all(),
    ...(disagreements.length === 0 ? {} : { disagreements }),
  };
}

/** Walks along the points; `lacks` hears of each that has no time, or one that cannot be. */
function inOrder(
  { startedAt, clockMs = 0 }: Pick<SeenTrial, "startedAt" | "clockMs">,
  times: ReadonlyMap<PointId, PointTime>,
  lacks: (point: (typeof points)[number], why?: string) => void,
): ContainerTimeline["points"] {
  const found: Partial<Record<PointId, TimelinePoint>> = {
    "client-start": { seconds: 0, source: "Columbo's clock", precision: 0.000001 },
  };
  let last = { point: "client-start" as PointId, at: startedAt, precision: 0.001 };
  for (const point of points.slice(1)) {
    const time = times.get(point.id);
    if (time === undefined) {
      lacks(point);
      continue;
    }
    if (last.at - time.at > last.precision + time.precision + clockMs) {
      lacks(point, `${time.source} shows it before ${last.point}`);
      continue;
    }
    const at = Math.max(time.at, last.at);
    found[point.id] = {
      seconds: (at - startedAt) / 1000,
      source: time.source,
      precision: time.precision / 1000,
      ...(time.modelled === true ? { modelled: true } : {}),
      ...(time.late === true ? { late: true } : {}),
    };
    last = { point: point.id, at, precision: time.precision };
  }
  return found;
}

function byEnd(a: ContainerTimeline, b: ContainerTimeline): number {
  const end = (container: ContainerTimeline): number => endOf(container) ?? Number.POSITIVE_INFINITY;
  return end(a) - end(b) || (a.pod < b.pod ? -1 : 1);
}
