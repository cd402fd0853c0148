import type { Action } from "../kernel/time-heap.ts";
import { createLatency } from "../stations/delay.ts";
import type { World } from "./world.ts";

/**
 * A step on a node that takes `seconds` when nothing else goes on, and `work` core-seconds of that or beside it: work
 * for which the time is too short on one core was done on several at once. Under load the step lasts as long as the
 * processor lets its work take. On a node elsewhere the processor is another one: `work` is 0 then.
 */
export function createStep(
  { kernel, random, kubelets }: World,
  seconds: number,
  work: number,
): (then: Action) => void {
  const threads = Math.max(1, Math.ceil(work / Math.max(seconds, 1e-3)));
  const each = work / threads;
  const wait = createLatency(kernel, random, Math.max(0, seconds - each));
  return (then) => {
    let running = threads;
    const done = (): void => {
      running -= 1;
      if (running === 0) wait(then);
    };
    for (let thread = 0; thread < threads; thread++) kubelets.run(each, done);
  };
}
