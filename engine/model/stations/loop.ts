import { Fifo } from "../kernel/fifo.ts";

export interface LoopTimes {
  /** Seconds between the end of a round and the next one; 0 = a round begins as soon as there is something for it. */
  readonly rest: number;
  /** Seconds that every round takes. */
  readonly round: number;
  /** Seconds more for each that is in it, one after the other. */
  readonly each: number;
}

/** How a loop is told to begin a round, and tells of the ends. */
export interface LoopWorld {
  /** Asks for `begin` at a time. */
  beginAt(time: number): void;
  /** A task's turn in a round ends at a time, which is now or later. */
  ended(task: number, time: number): void;
}

/**
 * Rounds one after the other, each for those who came before it began: a ticker, a loop that looks at what has changed
 * and rests, a log that is committed as fast as the disk allows. Rounds without anybody cost nothing.
 */
export class Loop {
  readonly #times: LoopTimes;
  readonly #world: LoopWorld;
  readonly #waiting = new Fifo();
  /** When the next round can begin. */
  #next: number;
  #isPlanned = false;

  /** @param first when its first round begins */
  constructor(times: LoopTimes, world: LoopWorld, first: number) {
    this.#times = times;
    this.#world = world;
    this.#next = first;
  }

  enter(task: number, now: number): void {
    this.#waiting.push(task);
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    this.#world.beginAt(this.#nextAfter(now));
  }

  begin(now: number): void {
    const { rest, round, each } = this.#times;
    this.#isPlanned = false;
    let end = now + round;
    for (let task = this.#waiting.shift(); task >= 0; task = this.#waiting.shift())
      this.#world.ended(task, (end += each));
    this.#next = end + rest;
  }

  #nextAfter(now: number): number {
    if (now <= this.#next) return this.#next;
    const { rest, round } = this.#times;
    if (rest <= 0) return now;
    const period = rest + round;
    return Math.max(now, this.#next + Math.ceil((now - this.#next) / period) * period);
  }
}
