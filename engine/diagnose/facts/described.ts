import { known, missing, type Readings } from "../fact-set.ts";
import type { TrialView } from "../trial-view.ts";

/** Facts that a user described, as the trial recorded them. */
export function describedFacts({ record: { own = [] } }: TrialView): Readings {
  return Object.fromEntries(
    own.map(({ id, value, missing: why, origin }) => [
      id,
      value === undefined ? missing(why ?? `${origin} was not read`) : known(value, origin),
    ]),
  );
}
