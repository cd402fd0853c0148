/** Preferred numbers of a decade: what a person would write into a configuration, and what lies between. */
const roundSteps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
/** So fine that a step of a rate changes a deployment that it paces by less than 4 %. */
const stepsPerDecade = 60;

/** A value that may be chosen. */
export interface Level {
  readonly value: number;
  /** Whether a person would write it. */
  readonly round: boolean;
}

/**
 * The values from `min` to `max`, ascending: both ends, the round numbers and a fine logarithmic grid between them.
 * @param whole whether only whole numbers may be set
 * @param extra values that must be among them, such as the present one
 */
export function ladder(min: number, max: number, whole: boolean, extra: readonly number[]): readonly Level[] {
  const found = new Map<number, boolean>();
  const add = (value: number, round: boolean): void => {
    if (value < min || value > max || (whole && !Number.isInteger(value))) return;
    found.set(value, round || found.get(value) === true);
  };
  for (const value of extra) found.set(value, true);
  add(min, true);
  add(max, true);
  const least = Math.max(min, whole ? 1 : max * 1e-9);
  for (let decade = Math.floor(Math.log10(least)); 10 ** decade <= max; decade++) {
    for (const step of roundSteps) add(Number((step * 10 ** decade).toPrecision(2)), true);
    for (let step = 0; step < stepsPerDecade; step++) {
      const exact = Number((10 ** (decade + step / stepsPerDecade)).toPrecision(3));
      add(whole ? Math.round(exact) : exact, false);
    }
  }
  return [...found].map(([value, round]) => ({ value, round })).sort((a, b) => a.value - b.value);
}

/** Rounds up to two digits, as a burst would be written. */
export function roundUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(Number((value / unit).toPrecision(12))) * unit;
}
