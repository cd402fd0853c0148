import { createTimeHeap, type Action } from "./time-heap.ts";

/** Simulated time and what is going to happen in it. Knows nothing of what it simulates. */
export interface Kernel {
  /** Seconds since the simulation began. */
  now(): number;
  /** Plans an action at a time, not before now; actions of the same time run in the order of their planning. */
  at(time: number, action: Action): void;
  /** Plans an action `seconds` from now. */
  after(seconds: number, action: Action): void;
  /** Runs until nothing is planned or `stop` was called. */
  run(): void;
  /** Ends `run` after the action that calls it. */
  stop(): void;
}

/** A discrete-event kernel: it jumps from one planned action to the next. Deterministic. */
export function createKernel(): Kernel {
  const planned = createTimeHeap();
  let now = 0;
  let running = false;
  const goesOn = (): boolean => running && planned.size() > 0;
  const at = (time: number, action: Action): void => {
    planned.push(Math.max(time, now), action);
  };
  return {
    now: () => now,
    at,
    after: (seconds, action) => {
      at(now + seconds, action);
    },
    run() {
      running = true;
      while (goesOn()) {
        now = planned.earliest();
        planned.pop()();
      }
    },
    stop() {
      running = false;
    },
  };
}
