import { createRandom } from "../../engine/model/index.ts";
import type { Draw } from "./fault.ts";

/** The numbers of one run: the same for the same fault and seed. */
export function drawOf(fault: string, seed: number): Draw {
  // Faults of one seed must not all draw alike.
  const name = Array.from(fault).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  const random = createRandom(name * 1000 + seed);
  const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  return {
    whole,
    oneOf(choices) {
      const chosen = choices[whole(0, choices.length - 1)];
      if (chosen === undefined) throw new RangeError("expected at least one choice");
      return chosen;
    },
  };
}
