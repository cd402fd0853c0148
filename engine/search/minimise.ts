import { thin } from "./thin.ts";
import { moved, type Point, type Space } from "./space.ts";
import type { Evaluation, Trace } from "./trace.ts";

/** Values that are likely to be good, by coordinates' names; every other coordinate is as free as can be. */
export type Guess = Readonly<Record<string, number>>;

/** Makes guesses of what evaluations have shown so far, that of the fastest point first. */
export type Guesser = (fastest: Evaluation, round: number) => readonly Guess[];

/** Differences below this share of the time are none. */
const same = 1e-3;
/** Levels of a fine grid between the values that are looked at first: a factor of 1.8. */
const stride = 16;
const rounds = 3;

/**
 * The point of least time that the trace's budget finds. Limiters only ever hold back, so the first look is at the
 * point at which nothing limits; where it is slower than that, because all that comes at once contends for the same
 * processor, the best pace lies between: guessed first, then sought along one coordinate after the other.
 */
export function minimise(space: Space, trace: Trace, guesser: Guesser | undefined): Point {
  const better = (a: Point, b: Point): Point => (trace.secondsAt(b) < trace.secondsAt(a) ? b : a);
  let best = better(space.present, space.free);
  const guessed = new Set<number>();
  for (let round = 0; guesser !== undefined && round < rounds; round++) {
    const fastest = trace.known(best);
    const before = best;
    for (const guess of fastest === undefined ? [] : guesser(fastest.evaluation, round)) {
      for (const [index, { name }] of space.coordinates.entries()) if (name in guess) guessed.add(index);
      best = better(best, pointOf(space, guess));
    }
    if (best === before) break;
  }
  best = thin(space, best, (point) => trace.secondsAt(point) <= (1 + same) * trace.secondsAt(best));
  for (;;) {
    const before = trace.secondsAt(best);
    for (const coordinate of worthAWalk(space, best, guessed)) best = walk(space, trace, best, coordinate);
    if (!(trace.secondsAt(best) < (1 - same) * before)) return best;
  }
}

function pointOf({ coordinates, free }: Space, guess: Guess): Point {
  return coordinates.map(({ name, levels }, index) => {
    const value = guess[name];
    if (value === undefined) return free[index] as number;
    const above = levels.findIndex((level) => level.value >= value);
    return above < 0 ? levels.length - 1 : above;
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
 * Along one coordinate: in wide strides from where it is over where it was to the ends of what is worth a look, then
 * ever narrower around the fastest. It ends early where neither direction changes anything.
 */
function walk(space: Space, trace: Trace, from: Point, coordinate: number): Point {
  const { levels, present } = space.coordinates[coordinate] ?? { levels: [], present: 0 };
  const at = (level: number): number => trace.secondsAt(moved(from, coordinate, level));
  const isLevel = (level: number): boolean => level >= 0 && level < levels.length;
  let best = from[coordinate] as number;
  const look = (candidates: readonly number[]): boolean => {
    const before = best;
    for (const level of candidates) if (isLevel(level) && at(level) < (1 - same) * at(best)) best = level;
    return best !== before;
  };
  const start = best;
  const wide = Math.min(stride, Math.max(1, Math.ceil(levels.length / 4)));
  const [low, high] = [Math.min(start, present), Math.max(start, present)];
  const between = Array.from({ length: Math.ceil((high - low) / wide) }, (_, index) => low + index * wide);
  look([...between, start - wide, start + wide]);
  for (let step = wide; step >= 1; step = Math.floor(step / 2)) {
    const isFlat = [best - step, best + step].every(
      (level) => !isLevel(level) || Math.abs(at(level) - at(best)) <= same * at(best),
    );
    if (isFlat) break;
    while (look([best - step, best + step])) continue;
  }
  return moved(from, coordinate, best);
}
