import { FourAryCalendar } from "../kernel/calendar.ts";

/** What is told of a job's end, and how to be woken up at a time. */
export interface ProcessorWorld {
  now(): number;
  /** Asks for `wake` at a time; one that comes too early does no harm. */
  wakeAt(time: number): void;
  /** A job of this number has ended. */
  ended(job: number): void;
}

/** One program on a host: all its jobs progress at one rate, so each is kept by what its clock says at its end. */
interface Share {
  readonly threads: number;
  readonly jobs: FourAryCalendar;
  /** Work that each present job has got since the program began: its clock. */
  clock: number;
  /** Processor time of all its jobs until then. */
  attained: number;
  /** Processor time that each unit of its work takes at present: 1 unless its jobs are in each other's way. */
  slowness: number;
  /** The host's clock when the program's was last set. */
  seenAt: number;
  /** The host's clock at the end of the first job, if nothing changes in this program; Infinity without jobs. */
  endsAt: number;
}

/** Jobs that are this close to their end, in core-seconds, are done: below what a double tells apart after hours. */
const nearly = 1e-9;

/**
 * The cores of one host by processor sharing: runnable threads get equal shares of the cores, none more than one core,
 * and the jobs of a program share its threads equally. The host's clock runs as fast as one thread gets on; a program's
 * clock at a fixed part of that as long as its jobs stay the same. So a change concerns one program and the host, and
 * costs O(log jobs) beside a look at each program, never O(jobs). With one program of at least `cores` threads this is
 * the textbook M/G/c-PS: rate min(1, cores / jobs).
 */
export class Processor {
  readonly #cores: number;
  readonly #world: ProcessorWorld;
  readonly #shares: Share[] = [];
  #clock = 0;
  #rate = 0;
  #runnable = 0;
  #updated = 0;
  #planned = Infinity;

  constructor(cores: number, world: ProcessorWorld) {
    this.#cores = cores;
    this.#world = world;
  }

  /**
   * @param threads jobs of the program that the operating system sees at once; the others share those
   * @returns its number
   */
  addProgram(threads: number): number {
    const jobs = new FourAryCalendar(16);
    const share = {
      threads,
      jobs,
      clock: 0,
      attained: 0,
      slowness: 1,
      seenAt: this.#clock,
      endsAt: Infinity,
    };
    return this.#shares.push(share) - 1;
  }

  /** Does `work` core-seconds, more than 0, at most on one core at a time, beside everything else that is to be done. */
  run(program: number, work: number, job: number): void {
    const share = this.#shares[program] as Share;
    this.#advance();
    this.#settle(share);
    const before = Math.min(share.jobs.size(), share.threads);
    share.jobs.push(share.clock + work, job);
    this.#changed(share, before);
    this.#plan();
  }

  /** From now on, a program's work takes so many times the processor time that it takes by itself. */
  slow(program: number, slowness: number): void {
    const share = this.#shares[program] as Share;
    if (share.slowness === slowness) return;
    this.#advance();
    this.#settle(share);
    share.slowness = slowness;
    this.#changed(share, Math.min(share.jobs.size(), share.threads));
    this.#plan();
  }

  /** Ends the jobs whose work is done. */
  wake(): void {
    const now = this.#world.now();
    // What a later wake-up is planned for is not over yet.
    if (now < this.#planned) return;
    this.#planned = Infinity;
    this.#advance();
    for (const share of this.#shares) {
      if (share.endsAt - this.#clock > nearly) continue;
      this.#settle(share);
      const before = Math.min(share.jobs.size(), share.threads);
      while (share.jobs.earliest() - share.clock <= nearly) this.#world.ended(share.jobs.pop());
      this.#changed(share, before);
    }
    this.#plan();
  }

  /** Core-seconds that a program has used until now. */
  attained(program: number): number {
    const share = this.#shares[program] as Share;
    // Looking must not change anything, not even how sums are rounded.
    const clock = this.#clock + this.#rate * (this.#world.now() - this.#updated);
    return share.attained + (clock - share.seenAt) * Math.min(share.jobs.size(), share.threads);
  }

  /** Brings the host's clock to now. */
  #advance(): void {
    const now = this.#world.now();
    this.#clock += this.#rate * (now - this.#updated);
    this.#updated = now;
  }

  /** Brings a program's clock to the host's. */
  #settle(share: Share): void {
    const size = share.jobs.size();
    if (size > 0) {
      const got = (this.#clock - share.seenAt) * Math.min(size, share.threads);
      share.attained += got;
      share.clock += got / (size * share.slowness);
    }
    share.seenAt = this.#clock;
  }

  /** After a change of a settled program's jobs, of which so many threads were runnable before. */
  #changed(share: Share, before: number): void {
    const size = share.jobs.size();
    const runnable = Math.min(size, share.threads);
    this.#runnable += runnable - before;
    const left = (share.jobs.earliest() - share.clock) * share.slowness;
    share.endsAt = size === 0 ? Infinity : this.#clock + (left * size) / runnable;
  }

  /** Sets the rate by who is there, and asks to be woken at the next end of a job. */
  #plan(): void {
    this.#rate = this.#runnable === 0 ? 0 : Math.min(1, this.#cores / this.#runnable);
    let first = Infinity;
    for (const share of this.#shares) if (share.endsAt < first) first = share.endsAt;
    if (first === Infinity) return;
    const next = this.#updated + Math.max(0, first - this.#clock) / this.#rate;
    // A wake-up that comes too early does no harm, so one is planned only where none comes early enough.
    if (next >= this.#planned) return;
    this.#planned = next;
    this.#world.wakeAt(next);
  }
}
