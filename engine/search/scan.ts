import type { Dimension, Option } from "./dimensions.ts";

/** An option with the deployment time that it was simulated to give, seconds. */
export interface Scored {
  readonly option: Option;
  readonly seconds: number;
}

/**
 * Scores the coarse options of a dimension in ascending order. When a value gives to the last digit what the one
 * below it gave, the limiter was not touched by either, so all further ones would give the same and are left out.
 */
export function scan({ coarse }: Dimension, secondsOf: (option: Option) => number): readonly Scored[] {
  const scored: Scored[] = [];
  let below: string | undefined;
  for (const value of new Set(coarse.map((option) => option.value))) {
    const level = coarse
      .filter((option) => option.value === value)
      .map((option) => ({ option, seconds: secondsOf(option) }));
    scored.push(...level);
    const times = [...new Set(level.map(({ seconds }) => seconds))].join();
    if (times === below) break;
    below = times;
  }
  return scored;
}
