/** Preferred numbers of a decade, coarse and fine: what a person would write into a configuration. */
const coarseSteps = [1, 2, 5];
const fineSteps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** All numbers of a series above `from` and up to `to`, ascending, whole where the steps allow it. */
function series(steps: readonly number[], from: number, to: number): readonly number[] {
  const found: number[] = [];
  for (let decade = Math.floor(Math.log10(from)); 10 ** decade <= to; decade++)
    for (const step of steps) {
      const value = Number((step * 10 ** decade).toPrecision(2));
      if (value > from && value <= to) found.push(value);
    }
  return found;
}

/** 1, 2, 5, 10, 20, ... above `from`, up to `to`. */
export function coarseNumbers(from: number, to: number): readonly number[] {
  return series(coarseSteps, from, to);
}

/** 100, 120, 150, 200, 250, 300, 400, ... above `from`, up to `to`. */
export function fineNumbers(from: number, to: number): readonly number[] {
  return series(fineSteps, from, to);
}
