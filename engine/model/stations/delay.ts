import type { Kernel } from "../kernel/kernel.ts";
import type { Action } from "../kernel/time-heap.ts";
import type { Random } from "../kernel/random.ts";

/** Time that passes without anybody being busy: networks, disks, timers. */
export type Delay = (then: Action) => void;

/** A delay evenly spread between two bounds, in seconds. */
export function createDelay(kernel: Kernel, random: Random, min: number, max: number): Delay {
  return (then) => {
    kernel.after(min + (max - min) * random(), then);
  };
}

/**
 * A delay of this mean, in seconds, evenly spread from half of it to one and a half: round trips vary, and equal
 * ones would fall into step with each other.
 */
export function createLatency(kernel: Kernel, random: Random, mean: number): Delay {
  return createDelay(kernel, random, 0.5 * mean, 1.5 * mean);
}
