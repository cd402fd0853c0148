import type { Setting } from "../../knowledge/index.ts";
import type { Level } from "./human-numbers.ts";

/** One thing that is chosen. */
export interface Coordinate {
  /** The leading parameter; of a burst, which is chosen in seconds of its rate, the burst's own name. */
  readonly name: string;
  /** Ascending; what is off is 0 and what is on is 1. */
  readonly levels: readonly Level[];
  /** Index of the level that holds now. */
  readonly present: number;
  /** Index of the level that limits least. */
  readonly free: number;
  /** Name of the rate that it goes along with: its values are seconds of it. */
  readonly perRate?: string;
  /** Of the rate of a token bucket: whose. */
  readonly bucket?: string;
}

/** Parameters whose values depend on each other, with the settings that their coordinates' values mean. */
export interface Part {
  readonly coordinates: readonly Coordinate[];
  /** All of the part's parameters. */
  readonly settingsOf: (values: readonly number[]) => readonly Setting[];
}

/** A level of every coordinate, by index. */
export type Point = readonly number[];

/** All that may be chosen together. */
export interface Space {
  readonly coordinates: readonly Coordinate[];
  readonly present: Point;
  readonly free: Point;
  /** What is to be set at a point; of a part that stays as it is nothing. */
  readonly settingsAt: (point: Point) => readonly Setting[];
}

/** Parts side by side. */
export function spaceOf(parts: readonly Part[]): Space {
  const coordinates = parts.flatMap((part) => part.coordinates);
  let next = 0;
  const placed = parts.map((part) => {
    const first = next;
    next += part.coordinates.length;
    return { ...part, first };
  });
  const settingsOfPart = (point: Point, { coordinates: own, first, settingsOf }: (typeof placed)[number]) => {
    const levels = point.slice(first, first + own.length);
    if (own.every(({ present }, index) => levels[index] === present)) return [];
    return settingsOf(own.map((coordinate, index) => valueOf(coordinate, levels[index])));
  };
  return {
    coordinates,
    present: coordinates.map(({ present }) => present),
    free: coordinates.map(({ free }) => free),
    settingsAt: (point) => placed.flatMap((part) => settingsOfPart(point, part)),
  };
}

/** The value of a level. @throws RangeError when the coordinate has no such level */
export function valueOf({ name, levels }: Coordinate, index: number | undefined): number {
  const level = levels[index ?? -1];
  if (level === undefined) throw new RangeError(`${name} has no level ${String(index)}`);
  return level.value;
}

/** The point with one coordinate at another level. */
export function moved(point: Point, coordinate: number, level: number): Point {
  return point.with(coordinate, level);
}

/** The coordinates, by index, that are not as they are now. */
export function changedAt({ present }: Space, point: Point): readonly number[] {
  return point.flatMap((level, index) => (level === present[index] ? [] : [index]));
}
