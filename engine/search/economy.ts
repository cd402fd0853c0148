import type { Setting } from "../../knowledge/index.ts";
import { podCreators } from "../../knowledge/index.ts";
import type { SimulationInput } from "../model/index.ts";
import { withCost } from "./cost.ts";
import type { Guess, Guesser } from "./minimise.ts";
import { changedAt, moved, type Coordinate, type Point, type Space } from "./space.ts";
import { thin } from "./thin.ts";
import type { Evaluation, Trace } from "./trace.ts";

/** What a search for the least costly change goes by. */
export interface Economy {
  /** Seconds with what the change costs on top. */
  readonly costOf: (seconds: number, settings: readonly Setting[]) => number;
  /** Requests that one bucket of a rate lets through, of what an evaluation counted; undefined where it counts none. */
  readonly requestsOf: (bucket: string, evaluation: Evaluation) => number | undefined;
}

/** Of a workload: the pods' creator is the client of the controller manager, and every node has a kubelet of its own. */
export function economyOf({ limits, kind = "job", nodes = [] }: SimulationInput): Economy {
  const perNode = Math.max(1, nodes.length);
  return {
    costOf: (seconds, settings) => withCost(seconds, settings, limits),
    requestsOf: (bucket, { requests = {} }) => {
      const of = requests[bucket === podCreators.job ? podCreators[kind] : bucket];
      return of === undefined ? undefined : bucket === "kubelet" ? Math.ceil(of / perNode) : of;
    },
  };
}

/** Factors between the values of one parameter that are looked at, ever nearer to each other. */
const strides = [1.4, 1.15] as const;
/** Shares of the time without limits within which all requests shall be through, in the order in which they are tried. */
const windows = [0.5, 0.75] as const;
/** Levels of the fine grid that make about 4 times as much. */
const fourfold = 46;
/** Time with no more than this share on top is near that without limits. */
const isNear = 0.2;

/**
 * Looks for the point that is worth most: how many requests each client makes is known from one evaluation, so that all
 * rates follow from one number, the time within which every bucket shall have let all of them through. What is either on
 * or off is tried at once, all else stays as it is unless it holds back; then each change is made smaller, or bigger, as
 * long as that is worth it.
 */
export function leastCost(
  space: Space,
  trace: Trace,
  { costOf, requestsOf }: Economy,
  guesser: Guesser | undefined,
): void {
  const free = trace.known(space.free);
  if (free === undefined) return;
  const { seconds: fastest } = free.evaluation;
  const costAt = (point: Point): number => costOf(trace.secondsAt(point), space.settingsAt(point));
  const cheaper = (a: Point, b: Point): Point => (costAt(b) < costAt(a) ? b : a);
  const rates = space.coordinates.flatMap((coordinate, index) => {
    const requests =
      coordinate.bucket === undefined ? undefined : requestsOf(coordinate.bucket, free.evaluation);
    return requests === undefined ? [] : [{ coordinate, index, requests }];
  });
  const within = (base: Point, window: number): Point =>
    rates.reduce((point, { coordinate, index, requests }) => {
      const burst = burstOf(space, index);
      const level = levelWithin(coordinate, space.coordinates[burst], requests, window);
      const rated = moved(point, index, level);
      return burst < 0 ? rated : moved(rated, burst, space.present[burst] as number);
    }, base);
  const switched = space.coordinates.map(({ levels, present, free: end }) =>
    levels.length === 2 ? end : present,
  );
  let best = within(switched, windows[0] * fastest);
  if (trace.secondsAt(best) > (1 + isNear + windows[0]) * fastest) {
    const lifted = within(space.free, windows[0] * fastest);
    const enough = (point: Point): boolean =>
      trace.secondsAt(point) <= (1 + isNear) * trace.secondsAt(lifted);
    best = cheaper(best, thin(space, lifted, enough));
  }
  for (const window of windows.slice(1)) best = cheaper(best, within(best, window * fastest));
  for (const guess of guesser?.(free.evaluation, 0).slice(0, 2) ?? [])
    best = cheaper(best, guessedAt(space, best, guess));
  for (const [index, { levels, bucket, perRate, present, free: end }] of space.coordinates.entries()) {
    if (levels.length === 2 || bucket !== undefined || perRate !== undefined || best[index] !== present)
      continue;
    best = cheaper(best, moved(best, index, end > present ? Math.min(end, present + fourfold) : end));
  }
  const unswitched = changedAt(space, best).filter((index) => space.coordinates[index]?.levels.length === 2);
  for (const index of unswitched) best = cheaper(best, moved(best, index, space.present[index] as number));
  const numbers = changedAt(space, best).filter((index) => space.coordinates[index]?.levels.length !== 2);
  for (const stride of strides)
    for (const index of numbers) best = descended(space, best, index, stride, cheaper);
  thin(space, best, (point) => costAt(point) <= costAt(best));
}

/** One coordinate by so many times at a time, towards its present value first, as long as it gets cheaper. */
function descended(
  { coordinates, present }: Space,
  from: Point,
  index: number,
  stride: number,
  cheaper: (a: Point, b: Point) => Point,
): Point {
  const { levels } = coordinates[index] as Coordinate;
  let best = from;
  const grows = (from[index] as number) > (present[index] as number);
  for (const factor of grows ? [1 / stride, stride] : [stride, 1 / stride]) {
    for (;;) {
      const value = (levels[best[index] as number]?.value ?? 0) * factor;
      const level = levels.findIndex((other) => other.value >= value * 0.999);
      const next = level < 0 || level === best[index] ? best : cheaper(best, moved(best, index, level));
      if (next === best) break;
      best = next;
    }
    if (best !== from) break;
  }
  return best;
}

/** A guess of a pace on top of what was chosen; only its burst where the rate that was chosen is slower already. */
function guessedAt(space: Space, from: Point, guess: Guess): Point {
  return from.map((level, index) => {
    const { name, levels, perRate } = space.coordinates[index] as Coordinate;
    const value = guess[name];
    if (value === undefined || (perRate === undefined && value > (levels[level]?.value ?? 0))) return level;
    return Math.max(
      0,
      levels.findLastIndex((other) => other.value <= value),
    );
  });
}

function burstOf({ coordinates }: Space, rate: number): number {
  return coordinates.findIndex(({ perRate }) => perRate === coordinates[rate]?.name);
}

/** The lowest level, from the present one on, at which a bucket lets so many requests through within a window. */
function levelWithin(
  { levels, present, free }: Coordinate,
  burst: Coordinate | undefined,
  requests: number,
  window: number,
): number {
  const seconds = burst?.levels[burst.present]?.value ?? 0;
  const found = levels.findIndex(
    ({ value }, index) => index >= present && value * (window + seconds) >= requests,
  );
  return found < 0 ? free : found;
}
