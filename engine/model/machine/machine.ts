import { FourAryCalendar } from "../kernel/calendar.ts";
import { Fifo } from "../kernel/fifo.ts";
import { Tasks } from "./tasks.ts";

/**
 * One instruction of a flow: does something for a task and gives the place of the next instruction, or `parked` when the
 * task goes on later.
 */
export type Instruction = (task: number) => number;

/** A place in the code that is known later. */
export interface Label {
  pc: number;
}

export const parked = -1;
/** Nobody waits for the end of a task. */
export const nobody = -1;

/** Kinds of events; an event is its number times four plus its kind. */
const ofTask = 0;
const ofCallback = 1;

/**
 * Simulated time with what goes on in it: it jumps from one planned event to the next, and runs each task until it has
 * to wait. Knows nothing of what it simulates. Deterministic.
 */
export class Machine {
  /** Seconds since the simulation began. */
  now = 0;
  readonly tasks = new Tasks();
  readonly code: Instruction[] = [];
  readonly #calendar = new FourAryCalendar(256);
  readonly #ready = new Fifo();
  readonly #callbacks: ((now: number) => void)[] = [];
  #isRunning = false;
  /** How many call back at equal intervals. */
  #periodic = 0;

  /** Something that happens at planned times beside the tasks. @returns its number for `callAt` */
  addCallback(callback: (now: number) => void): number {
    return this.#callbacks.push(callback) - 1;
  }

  callAt(time: number, callback: number): void {
    this.#calendar.push(time, callback * 2 + ofCallback);
  }

  /** Calls back at equal intervals, for as long as anything else is planned. */
  every(seconds: number, callback: () => void): void {
    const again = this.addCallback((now) => {
      callback();
      // Others that come at equal intervals are no reason to go on.
      if (this.#calendar.size() >= this.#periodic) this.callAt(now + seconds, again);
      else this.#periodic -= 1;
    });
    this.#periodic += 1;
    this.callAt(this.now + seconds, again);
  }

  /** Starts a task that has got as far as `time`, which is now or later. */
  start(pc: number, entity: number, node: number, parent: number, time: number): void {
    this.#ready.push(this.tasks.add(pc, entity, node, parent, time));
  }

  /** Lets a parked task go on now. */
  resume(task: number): void {
    this.resumeAt(task, this.now);
  }

  /** The same for a task that has got as far as `time`, which is now or later. */
  resumeAt(task: number, time: number): void {
    this.tasks.time[task] = time;
    this.#ready.push(task);
  }

  /** One of the ends that a task waits for has come. */
  ended(task: number): void {
    const left = (this.tasks.pending[task] as number) - 1;
    this.tasks.pending[task] = left;
    if (left === 0) this.resume(task);
  }

  /**
   * Whether a task has run ahead of the others: then it is parked at this instruction until they have caught up. Every
   * instruction that others can notice asks first; waits that nobody notices thus cost no event of their own.
   */
  isAhead(task: number, pc: number): boolean {
    const time = this.tasks.time[task] as number;
    if (time <= this.now) return false;
    this.tasks.pc[task] = pc;
    this.#calendar.push(time, task * 2 + ofTask);
    return true;
  }

  /** Runs until nothing is planned or `stop` was called. */
  run(): void {
    this.#isRunning = true;
    const { code, tasks } = this;
    for (;;) {
      for (let task = this.#ready.shift(); task >= 0; task = this.#ready.shift()) {
        let pc = tasks.pc[task] as number;
        while (pc >= 0) pc = (code[pc] as Instruction)(task);
        if (this.#hasStopped()) return;
      }
      if (this.#calendar.size() === 0) return;
      this.now = this.#calendar.earliest();
      const event = this.#calendar.pop();
      if ((event & 1) === ofTask) this.#ready.push(event >> 1);
      else (this.#callbacks[event >> 1] as (now: number) => void)(this.now);
    }
  }

  #hasStopped(): boolean {
    return !this.#isRunning;
  }

  /** Ends `run` after the instruction that calls it. */
  stop(): void {
    this.#isRunning = false;
  }
}
