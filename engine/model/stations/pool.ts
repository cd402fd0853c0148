import { Fifo } from "../kernel/fifo.ts";

/** Bounds of a pool's line. */
export interface Line {
  /** How many it takes; who comes beyond is refused. */
  readonly atMost: number;
  /** Seconds after which one in it is sent away. */
  readonly patience: number;
}

/** What a pool needs whose line is bounded, or whose workers change. */
export interface PoolWorld {
  now(): number;
  /** Asks for `look` at a time. */
  lookAt(time: number): void;
  /** A task in line gets its worker. */
  entered(task: number): void;
  /** A task has been in line for too long. */
  sentAway(task: number): void;
}

/** Workers that were wanted, taken or not, since the last question. */
export interface Demand {
  readonly average: number;
  readonly deviation: number;
  readonly highest: number;
}

/** So many at a time, first come, first served: workers, seats, or with one of them a serial loop. */
export class Pool {
  readonly #waiting = new Fifo();
  readonly #deadlines = new Fifo();
  readonly #line: Line | undefined;
  readonly #world: PoolWorld | undefined;
  /** Below 0 when workers were taken away that are still busy. */
  #free: number;
  #workers: number;
  #isLooking = false;
  #area = 0;
  #squares = 0;
  #highest = 0;
  #since = 0;
  #updated = 0;

  /** @param workers how many at a time */
  constructor(workers: number, world?: PoolWorld, line?: Line) {
    this.#workers = workers;
    this.#free = workers;
    this.#world = world;
    this.#line = line;
  }

  /** Takes a worker at once, or gets in line, or is refused. */
  enter(task: number): "taken" | "waiting" | "refused" {
    this.#note();
    if (this.#free > 0) {
      this.#free -= 1;
      return "taken";
    }
    const line = this.#line;
    if (line !== undefined && this.#waiting.size() >= line.atMost) return "refused";
    this.#waiting.push(task);
    if (line !== undefined && this.#world !== undefined) {
      this.#deadlines.push(this.#world.now() + line.patience);
      this.#lookAtFirst();
    }
    return "waiting";
  }

  /** Gives a worker back. @returns who takes it now, or -1 for nobody */
  leave(): number {
    this.#note();
    if (this.#free < 0) {
      this.#free += 1;
      return -1;
    }
    const next = this.#shift();
    if (next < 0) this.#free += 1;
    return next;
  }

  /** Sends away who has been in line for too long. */
  look(): void {
    this.#isLooking = false;
    const now = this.#world?.now() ?? 0;
    this.#note();
    while (this.#deadlines.size() > 0 && this.#deadlines.first() <= now) this.#world?.sentAway(this.#shift());
    this.#lookAtFirst();
  }

  /** From now on there are so many workers; who works already goes on. */
  resize(workers: number): void {
    this.#note();
    this.#free += workers - this.#workers;
    this.#workers = workers;
    while (this.#free > 0 && this.#waiting.size() > 0) {
      this.#free -= 1;
      this.#world?.entered(this.#shift());
    }
  }

  /** What was wanted of a pool with a world since this was last asked. */
  takeDemand(): Demand {
    this.#note();
    const seconds = this.#updated - this.#since;
    const average = seconds > 0 ? this.#area / seconds : 0;
    const variance = seconds > 0 ? this.#squares / seconds - average ** 2 : 0;
    const demand = { average, deviation: Math.sqrt(Math.max(0, variance)), highest: this.#highest };
    this.#area = 0;
    this.#squares = 0;
    this.#highest = this.#wanted();
    this.#since = this.#updated;
    return demand;
  }

  #wanted(): number {
    return this.#workers - this.#free + this.#waiting.size();
  }

  #shift(): number {
    if (this.#line !== undefined) this.#deadlines.shift();
    return this.#waiting.shift();
  }

  #lookAtFirst(): void {
    const first = this.#deadlines.size() === 0 ? Infinity : this.#deadlines.first();
    if (this.#isLooking || first === Infinity) return;
    this.#isLooking = true;
    this.#world?.lookAt(first);
  }

  /** Counts what was wanted until now. */
  #note(): void {
    if (this.#world === undefined) return;
    const now = this.#world.now();
    const wanted = this.#wanted();
    this.#area += wanted * (now - this.#updated);
    this.#squares += wanted ** 2 * (now - this.#updated);
    if (wanted > this.#highest) this.#highest = wanted;
    this.#updated = now;
  }
}
