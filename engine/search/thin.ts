import { changedAt, moved, type Point, type Space } from "./space.ts";

/**
 * Puts back as many coordinates to their present levels as the rest is enough without: all at once, else in halves.
 * Bursts go before rates: a rate that takes its burst along is better than a burst that the rate is too low for.
 * @param isEnough whether a point is as good as wanted
 */
export function thin(space: Space, from: Point, isEnough: (point: Point) => boolean): Point {
  let point = from;
  const putBack = (coordinates: readonly number[]): void => {
    const candidate = coordinates.reduce(
      (reset, index) => moved(reset, index, space.present[index] as number),
      point,
    );
    if (coordinates.length === 0) return;
    if (isEnough(candidate)) {
      point = candidate;
      return;
    }
    if (coordinates.length === 1) return;
    const middle = coordinates.length >> 1;
    putBack(coordinates.slice(0, middle));
    putBack(coordinates.slice(middle));
  };
  const isBurst = (index: number): boolean => space.coordinates[index]?.perRate !== undefined;
  putBack(changedAt(space, point).toSorted((a, b) => Number(isBurst(b)) - Number(isBurst(a))));
  return point;
}
