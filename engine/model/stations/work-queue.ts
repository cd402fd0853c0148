import type { Kernel } from "../kernel/kernel.ts";
import type { Action } from "../kernel/time-heap.ts";

/** A controller's queue of keys with its workers. */
export interface WorkQueue<K> {
  add(key: K): void;
  /** Adds the key later; of several plans for one key the earliest counts. */
  addAfter(key: K, seconds: number): void;
}

/**
 * A worker pool as client-go's workqueue has it (util/workqueue/queue.go, delaying_queue.go): a key is never
 * worked on twice at once; one that is added meanwhile is queued again when its worker is done.
 * @param work begins on a key and calls `done` when its worker is free again
 */
export function createWorkQueue<K>(
  kernel: Kernel,
  workers: number,
  work: (key: K, done: Action) => void,
): WorkQueue<K> {
  const queue = new Set<K>();
  const processing = new Set<K>();
  const again = new Set<K>();
  const planned = new Map<K, number>();

  const start = (): void => {
    while (processing.size < workers) {
      const [key] = queue;
      if (key === undefined) return;
      queue.delete(key);
      processing.add(key);
      work(key, () => {
        processing.delete(key);
        if (again.delete(key)) queue.add(key);
        start();
      });
    }
  };
  const add = (key: K): void => {
    if (processing.has(key)) {
      again.add(key);
      return;
    }
    queue.add(key);
    start();
  };
  return {
    add,
    addAfter(key, seconds) {
      const due = kernel.now() + seconds;
      if ((planned.get(key) ?? Infinity) <= due) return;
      planned.set(key, due);
      kernel.at(due, () => {
        // A plan that an earlier one replaced has nothing left to do.
        if (planned.get(key) !== due) return;
        planned.delete(key);
        add(key);
      });
    },
  };
}
