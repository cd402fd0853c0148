import { changedAt, moved, type Point, type Space } from "./space.ts";

/** How much a neighbouring value must differ to be another try: what trials could tell apart. */
const clearly = 1.3;

/**
 * The point whose changed numbers are one clear step further from the present ones, or one nearer to them.
 * @returns undefined when there is none
 */
export function neighbour(space: Space, point: Point, direction: "bigger" | "smaller"): Point | undefined {
  const found = changedAt(space, point).reduce((near, coordinate) => {
    const level = steppedLevel(space, point, coordinate, direction);
    return level === undefined ? near : moved(near, coordinate, level);
  }, point);
  return changedAt({ ...space, present: point }, found).length === 0 ? undefined : found;
}

function steppedLevel(
  space: Space,
  point: Point,
  coordinate: number,
  direction: "bigger" | "smaller",
): number | undefined {
  const own = space.coordinates[coordinate];
  // A burst goes along with its rate.
  if (own === undefined || own.perRate !== undefined) return undefined;
  const { levels, present, free } = own;
  const [now, end] = direction === "bigger" ? [point[coordinate], free] : [point[coordinate], present];
  const value = levels[now ?? -1]?.value;
  if (value === undefined || now === undefined || now === end) return undefined;
  const step = end > now ? 1 : -1;
  for (let level = now + step; level !== end + step; level += step) {
    const candidate = levels[level];
    if (candidate === undefined || level === present) return undefined;
    const ratio = Math.max(candidate.value, value) / Math.min(candidate.value, value);
    if (candidate.round && ratio > clearly) return level;
  }
  return undefined;
}
