import { changedAt, moved, valueOf, type Point, type Space } from "./space.ts";
import type { Trace } from "./trace.ts";

/** Predicted deployment time over the values of one parameter, each with what goes with it. */
export interface Curve {
  readonly parameter: string;
  /** Ascending. */
  readonly points: readonly {
    readonly value: number;
    /** Seconds with all other settings as they are. */
    readonly seconds: number;
    /** Seconds with every other setting as the joint search recommends, or lifted where it recommends none. */
    readonly othersLifted: number;
  }[];
}

/** Values of a curve per decade, about. */
const wanted = [1, 2, 5];

/** The curve of one coordinate from its present level to somewhat beyond the chosen one, or as far as it goes. */
export function curveOf(space: Space, coordinate: number, others: Point, trace: Trace): Curve | undefined {
  const own = space.coordinates[coordinate];
  if (own === undefined) return undefined;
  const { levels, present, free } = own;
  const chosen = others[coordinate] === present ? free : (others[coordinate] as number);
  const [from, to] = [Math.min(present, chosen), Math.max(present, chosen)];
  const shown = levels.flatMap(({ value, round }, level) => {
    const leading = Number(value.toExponential().split("e")[0]);
    const isShown = level === present || level === chosen || (round && wanted.includes(leading));
    return isShown && level >= from && level <= to + (to === free ? 0 : beyond) ? [level] : [];
  });
  const points = shown
    .map((level) => ({
      value: valueOf(own, level),
      seconds: trace.secondsAt(moved(space.present, coordinate, level)),
      othersLifted: trace.secondsAt(moved(others, coordinate, level)),
    }))
    // Values that the budget did not reach.
    .filter(({ seconds, othersLifted }) => Number.isFinite(seconds + othersLifted));
  return { parameter: own.name, points };
}

/** Levels of the fine grid that a curve goes on beyond the chosen value: a factor of 4. */
const beyond = 36;

/** The point that a curve's others are at: what a search recommends, or no limits where it recommends nothing. */
export function othersOf(space: Space, recommended: Point): Point {
  return changedAt(space, recommended).length === 0 ? space.free : recommended;
}
