import { WorkQueue } from "../stations/work-queue.ts";
import { nobody, type Label, type Machine } from "./machine.ts";

/** A work queue whose workers are tasks. */
export interface RunningQueue {
  /** The kind of its keys. */
  readonly kind: string;
  add(key: number): void;
  addAfter(key: number, seconds: number): void;
  /** The task of a worker has ended; `parent` tells whose worker it was. */
  doneBy(parent: number, key: number): void;
}

interface QueueOf {
  readonly kind: string;
  readonly keys: number;
  readonly workers: number;
  readonly entry: Label;
  readonly number: number;
}

export function createQueue(machine: Machine, { kind, keys, workers, entry, number }: QueueOf): RunningQueue {
  const queue = new WorkQueue(keys, workers);
  const worker = nobody - 1 - number;
  const callbacks: (number | undefined)[] = [];
  const startNext = (): void => {
    for (let key = queue.next(); key >= 0; key = queue.next())
      machine.start(entry.pc, key, -1, worker, machine.now);
  };
  const add = (key: number): void => {
    queue.add(key);
    startNext();
  };
  /** One callback for each key: what is planned is told by its number. */
  const callbackOf = (key: number): number => {
    const known = callbacks[key];
    if (known !== undefined) return known;
    const callback = machine.addCallback((now) => {
      queue.ripen(key, now);
      startNext();
    });
    callbacks[key] = callback;
    return callback;
  };
  return {
    kind,
    add,
    addAfter(key, seconds) {
      const due = machine.now + seconds;
      if (queue.plan(key, due)) machine.callAt(due, callbackOf(key));
    },
    doneBy(parent, key) {
      if (parent !== worker) return;
      queue.done(key);
      startNext();
    },
  };
}
