import { quantileSorted } from "simple-statistics";

/** The quantile `share` (0 to 1) of numbers in any order; undefined of none. */
export function quantileOf(values: readonly number[], share: number): number | undefined {
  if (values.length === 0) return undefined;
  return quantileSorted(
    [...values].sort((a, b) => a - b),
    share,
  );
}

/** A number for people: three significant digits, no exponent, no trailing zeros. */
export function readable(value: number): string {
  if (value === 0 || Math.abs(value) >= 1000) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
