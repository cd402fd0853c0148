import { thin } from "./thin.ts";
import { moved, type Point, type Space } from "./space.ts";
import type { Evaluation, Trace } from "./trace.ts";

/** Values that are likely to be good, by coordinates' names; every other coordinate is as free as can be. */
export type Guess = Readonly<Record<string, number>>;

/** Makes guesses of what evaluations have shown so far, that of the fastest point first. */
export type Guesser = (fastest: Evaluation, round: number) => readonly Guess[];

/** Differences below this share of the time are none. */
const same = 2e-3;
/** Levels of a fine grid between the values that are looked at first: a factor of 1.8. */
const wide = 16;
/** Levels to either side of a guess that are looked at first: a factor of 1.1. */
const narrow = 2;

/**
 * The point of least time that the trace's budget finds. Limiters only ever hold back, so the first look is at the
 * point at which nothing limits; where it is slower than that, because all that comes at once contends for the same
 * processor, the best pace lies between: guessed first, then sought along one coordinate after the other.
 */
export function minimise(space: Space, trace: Trace, guesser: Guesser | undefined): Point {
  const better = (a: Point, b: Point): Point => (trace.secondsAt(b) < trace.secondsAt(a) ? b : a);
  let best = better(space.present, space.free);
  const guessed = new Set<number>();
  for (let round = 0; guesser !== undefined; round++) {
    const fastest = trace.known(best);
    const before = best;
    for (const guess of fastest === undefined ? [] : guesser(fastest.evaluation, round)) {
      for (const [index, { name }] of space.coordinates.entries()) if (name in guess) guessed.add(index);
      best = better(best, pointOf(space, guess));
    }
    if (best === before) break;
  }
  if (best !== space.present && best !== space.free)
    for (const index of guessed) best = refine(space, trace, best, index, narrow);
  best = thin(space, best, (point) => trace.secondsAt(point) <= (1 + same) * trace.secondsAt(best));
  // Whoever can guess knows the mechanisms: where no pace is better than no limits, there is nothing else to find.
  if (guesser !== undefined && trace.secondsAt(space.free) <= (1 + same) * trace.secondsAt(best)) return best;
  for (;;) {
    const before = trace.secondsAt(best);
    for (const coordinate of worthAWalk(space, best, guessed)) best = walk(space, trace, best, coordinate);
    if (trace.secondsAt(space.free) > (1 + same) * trace.secondsAt(best)) best = pace(space, trace, best);
    if (!(trace.secondsAt(best) < (1 - same) * before)) return best;
  }
}

function pointOf({ coordinates, free }: Space, guess: Guess): Point {
  return coordinates.map(({ name, levels }, index) => {
    const value = guess[name];
    if (value === undefined) return free[index] as number;
    // A pace that is somewhat too slow costs less than one that is somewhat too fast.
    return Math.max(
      0,
      levels.findLastIndex((level) => level.value <= value),
    );
  });
}

/**
 * All coordinates that are not as they are now, and those that were guessed at, first; where nothing is better than
 * the present, every one.
 */
function worthAWalk({ present, coordinates }: Space, best: Point, guessed: ReadonlySet<number>): number[] {
  const all = coordinates.map((_, index) => index);
  const changed = all.filter((index) => best[index] !== present[index] || guessed.has(index));
  return best.every((level, index) => level === present[index]) ? all : changed;
}

/**
 * Where starts contend, a rate has its best only with a burst so small that hardly any of them come at once: both must
 * change together, which no walk along one of them finds.
 */
function pace(space: Space, trace: Trace, from: Point): Point {
  let best = from;
  for (const [burst, { perRate }] of space.coordinates.entries()) {
    const rate = space.coordinates.findIndex(({ name }) => name === perRate);
    if (rate < 0 || best[rate] === space.free[rate]) continue;
    const paced = walk(space, trace, moved(best, burst, 0), rate);
    const rounded = walk(space, trace, paced, burst);
    if (trace.secondsAt(rounded) < trace.secondsAt(best)) best = rounded;
  }
  return best;
}

/**
 * Along one coordinate: in wide strides from where it is over where it was to the ends of what is worth a look, then
 * ever narrower around the fastest. It ends early where neither direction changes anything.
 */
function walk(space: Space, trace: Trace, from: Point, coordinate: number): Point {
  const own = space.coordinates[coordinate];
  const start = from[coordinate];
  if (own === undefined || start === undefined) return from;
  const { levels, present } = own;
  const step = Math.min(wide, Math.max(1, Math.ceil(levels.length / 4)));
  const [low, high] = [Math.min(start, present), Math.max(start, present)];
  const between = Array.from({ length: Math.ceil((high - low) / step) }, (_, index) => low + index * step);
  const best = fastest(space, trace, from, coordinate, [...between, start - step, start + step]);
  return refine(space, trace, best, coordinate, step);
}

/** Around where one coordinate is, in ever narrower steps, until neither direction changes anything. */
function refine(space: Space, trace: Trace, from: Point, coordinate: number, first: number): Point {
  let best = from;
  for (let step = first; step >= 1; step = Math.floor(step / 2)) {
    for (;;) {
      const level = best[coordinate] as number;
      const next = fastest(space, trace, best, coordinate, [level - step, level + step]);
      if (next === best) break;
      best = next;
    }
    const level = best[coordinate] as number;
    const changes = [level - step, level + step].some(
      (other) =>
        Math.abs(secondsWith(space, trace, best, coordinate, other) / trace.secondsAt(best) - 1) > same,
    );
    if (!changes) break;
  }
  return best;
}

/** The fastest of a point and those that have one coordinate at another level. */
function fastest(
  space: Space,
  trace: Trace,
  from: Point,
  coordinate: number,
  levels: readonly number[],
): Point {
  return levels.reduce(
    (best, level) =>
      secondsWith(space, trace, from, coordinate, level) < (1 - same) * trace.secondsAt(best)
        ? moved(from, coordinate, level)
        : best,
    from,
  );
}

/** Those of the point itself where the coordinate has no such level. */
function secondsWith(space: Space, trace: Trace, from: Point, coordinate: number, level: number): number {
  const isLevel = space.coordinates[coordinate]?.levels[level] !== undefined;
  return trace.secondsAt(isLevel ? moved(from, coordinate, level) : from);
}
