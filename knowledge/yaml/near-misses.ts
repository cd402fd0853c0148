import { distance } from "fastest-levenshtein";

/**
 * The names that were probably meant, the nearest first, as a half sentence such as `; did you mean a, or b?`;
 * empty when nothing is near. Names that end in what was written count as near.
 */
export function didYouMean(written: string, names: readonly string[]): string {
  const furthest = Math.max(2, Math.floor(written.length / 4));
  const near = names
    .map((name) => ({ name, far: name.endsWith(`.${written}`) ? 1 : distance(written, name) }))
    .filter(({ far }) => far <= furthest)
    .sort((a, b) => a.far - b.far);
  const nearest = near.filter(({ far }) => far <= 2 * (near[0]?.far ?? 0)).slice(0, 3);
  return nearest.length === 0 ? "" : `; did you mean ${nearest.map(({ name }) => name).join(", or ")}?`;
}
