import { stages, type PointId } from "../../knowledge/index.ts";
import type { ContainerTimeline } from "../../engine/store/stored-run.ts";
import type { Span } from "../charts/chart.ts";

const boundaries: readonly PointId[] = ["client-start", ...stages.map(({ to }) => to)];

/** The time of a boundary; every timeline counts from the client's start, so that one is always known. */
function timeOf(container: ContainerTimeline, point: PointId): number | undefined {
  return container.points[point]?.seconds ?? (point === "client-start" ? 0 : undefined);
}

/**
 * A container's way as stretches of time. A stage with a missing end is not guessed: all that lies between the
 * neighbouring known points becomes one stretch "unseen". What the plan's model made an end of is modelled.
 */
export function spansOf(container: ContainerTimeline): readonly Span[] {
  const known = boundaries.flatMap((point, index) => {
    const seconds = timeOf(container, point);
    return seconds === undefined ? [] : [{ point, index, seconds }];
  });
  return known.slice(1).map((end, position) => {
    const start = known[position] ?? end;
    const stage = end.index - start.index === 1 ? stages[start.index]?.id : undefined;
    return {
      stage: stage ?? "unseen",
      modelled: [start, end].some(({ point }) => container.points[point]?.modelled === true),
      from: start.seconds,
      to: end.seconds,
    };
  });
}

/** When the first, the middle and the last container were through a stage, seconds; undefined when none was seen. */
export function passing(
  containers: readonly ContainerTimeline[],
  point: PointId,
): { readonly first: number; readonly middle: number; readonly last: number } | undefined {
  const times = containers.flatMap((container) => timeOf(container, point) ?? []).sort((a, b) => a - b);
  const [first, middle, last] = [times[0], times[Math.floor((times.length - 1) / 2)], times.at(-1)];
  return first === undefined || middle === undefined || last === undefined
    ? undefined
    : { first, middle, last };
}

/** At most `limit` items, evenly spaced, the first and the last among them. */
export function sampled<T>(items: readonly T[], limit: number): readonly T[] {
  if (items.length <= limit) return items;
  return Array.from({ length: limit }, (_, index) => Math.round((index * (items.length - 1)) / (limit - 1)))
    .map((index) => items[index])
    .filter((item) => item !== undefined);
}
