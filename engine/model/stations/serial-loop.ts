import type { Action } from "../kernel/time-heap.ts";

/** One goroutine that takes one thing after the other. */
export interface SerialLoop<T> {
  add(item: T): void;
}

/**
 * A loop with a queue before it, first come, first served.
 * @param work begins on an item and calls `done` when the loop may take the next one
 */
export function createSerialLoop<T>(work: (item: T, done: Action) => void): SerialLoop<T> {
  const waiting: T[] = [];
  let head = 0;
  let busy = false;
  const next = (): void => {
    busy = head < waiting.length;
    if (!busy) {
      waiting.length = 0;
      head = 0;
      return;
    }
    work(waiting[head++] as T, next);
  };
  return {
    add(item) {
      waiting.push(item);
      if (!busy) next();
    },
  };
}
