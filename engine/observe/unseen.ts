import type { Observations } from "./observer.ts";

/** The same observations, whose unseen sources name only the points that no other source showed. */
export function onlyUnseen(seen: readonly Observations[]): readonly Observations[] {
  const shown = new Set(seen.flatMap(({ stamps = [] }) => stamps.map(({ point }) => point)));
  return seen.map((part) =>
    part.unseen === undefined
      ? part
      : {
          ...part,
          unseen: part.unseen.map((source) => ({
            ...source,
            points: source.points.filter((point) => !shown.has(point)),
          })),
        },
  );
}
