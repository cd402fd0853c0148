import { Fifo } from "../kernel/fifo.ts";

/** Added while it is worked on: to be queued again. */
const isAgain = 4;
const isProcessing = 2;
const isQueued = 1;

/**
 * A controller's queue of keys with its workers, as client-go's workqueue has it (util/workqueue/queue.go,
 * delaying_queue.go): a key is never worked on twice at once; one that is added meanwhile is queued again when its
 * worker is done; of several plans for one key the earliest counts. Keys are whole numbers from 0.
 */
export class WorkQueue {
  readonly #queue = new Fifo();
  readonly #states: Uint8Array;
  readonly #planned: Float64Array;
  #free: number;

  constructor(keys: number, workers: number) {
    this.#states = new Uint8Array(keys);
    this.#planned = new Float64Array(keys).fill(Infinity);
    this.#free = workers;
  }

  /** Adds a key now. Whoever adds asks `next` afterwards. */
  add(key: number): void {
    const state = this.#states[key] as number;
    if ((state & isProcessing) !== 0) this.#states[key] = state | isAgain;
    else if (state === 0) {
      this.#states[key] = isQueued;
      this.#queue.push(key);
    }
  }

  /** Plans to add a key. @returns whether that is news: the caller then calls `ripen` at that time */
  plan(key: number, due: number): boolean {
    if ((this.#planned[key] as number) <= due) return false;
    this.#planned[key] = due;
    return true;
  }

  /** The time of a plan has come; one that an earlier one replaced has nothing left to do. */
  ripen(key: number, now: number): void {
    if (this.#planned[key] !== now) return;
    this.#planned[key] = Infinity;
    this.add(key);
  }

  /** The key that a free worker begins with, or -1. */
  next(): number {
    if (this.#free <= 0) return -1;
    const key = this.#queue.shift();
    if (key < 0) return -1;
    this.#free -= 1;
    this.#states[key] = isProcessing;
    return key;
  }

  /** A worker is done with a key. Whoever calls asks `next` afterwards. */
  done(key: number): void {
    const again = ((this.#states[key] as number) & isAgain) !== 0;
    this.#states[key] = 0;
    this.#free += 1;
    if (again) this.add(key);
  }
}
