import { thin } from "./thin.ts";
import { changedAt, moved, type Point, type Space } from "./space.ts";
import type { Trace } from "./trace.ts";

/**
 * The point of least cost that is within `fraction` of the best: first as few changes as will do, then each one as near
 * to its present value as will do, on numbers that a person would write. What each step may use up of the fraction
 * grows, so that the first does not use up all of it. Every step is judged with all others as they are by then, so
 * the result itself was evaluated.
 * @param best a point that the trace knows
 */
export function smallestEnough(space: Space, trace: Trace, best: Point, fraction: number): Point {
  const allowed = (share: number) => (point: Point) =>
    trace.secondsAt(point) <= (1 + share * fraction) * trace.secondsAt(best);
  if (allowed(1)(space.present)) return space.present;
  let point = thin(space, best, allowed(0.5));
  const changed = changedAt(space, point);
  for (const [order, coordinate] of changed.entries())
    point = nearest(space, point, coordinate, allowed(0.5 + (0.5 * (order + 1)) / changed.length));
  return thin(space, point, allowed(1));
}

/** The round level nearest to the present one that is enough, by halving what lies between. */
function nearest(space: Space, from: Point, coordinate: number, isEnough: (point: Point) => boolean): Point {
  const { levels, present } = space.coordinates[coordinate] ?? { levels: [], present: 0 };
  const now = from[coordinate] as number;
  const direction = now > present ? 1 : -1;
  const rounds = levels
    .map((_, index) => index)
    .filter((index) => levels[index]?.round === true && (index - present) * direction > 0)
    .sort((a, b) => (a - b) * direction);
  // Beyond the best as well, in case no round number lies on this side of it.
  const end = rounds.findIndex((index) => (index - now) * direction >= 0);
  const within = end < 0 ? rounds : rounds.slice(0, end + 1);
  let [low, high] = [0, within.length];
  let chosen = from;
  while (low < high) {
    const middle = (low + high) >> 1;
    const candidate = moved(from, coordinate, within[middle] ?? now);
    if (isEnough(candidate)) {
      chosen = candidate;
      high = middle;
    } else low = middle + 1;
  }
  return chosen;
}
