import { Fifo } from "../kernel/fifo.ts";

/** So many at a time, first come, first served: workers, seats, or with one of them a serial loop. */
export class Pool {
  readonly #waiting = new Fifo();
  #free: number;

  /** @param workers how many at a time */
  constructor(workers: number) {
    this.#free = workers;
  }

  /** Takes a worker at once, or gets in line. @returns whether it was taken at once */
  enter(task: number): boolean {
    if (this.#free > 0) {
      this.#free -= 1;
      return true;
    }
    this.#waiting.push(task);
    return false;
  }

  /** Gives a worker back. @returns who takes it now, or -1 for nobody */
  leave(): number {
    const next = this.#waiting.shift();
    if (next < 0) this.#free += 1;
    return next;
  }
}
