import { grown } from "../kernel/calendar.ts";

/** Registers of a task, for instructions that need to remember something until a later one. */
export const registersPerTask = 6;

/**
 * What goes on: each task is one entity's way through one flow. Plain arrays by the task's number, whose places are used
 * again, so that a running simulation makes no objects.
 */
export class Tasks {
  /** The instruction that comes next. */
  pc = new Int32Array(256);
  entity = new Int32Array(256);
  /** The node of the entity, -1 as long as it has none. */
  node = new Int32Array(256);
  /** Who waits for this task's end: a task from 0 on, nobody at -1, the worker of a queue below that. */
  parent = new Int32Array(256);
  /** How many ends this task waits for. */
  pending = new Int32Array(256);
  /** How far the task has got, seconds: never before now, and after it as long as nobody else can tell. */
  time = new Float64Array(256);
  registers = new Float64Array(256 * registersPerTask);
  #free = new Int32Array(256);
  #freeCount = 0;
  #used = 0;

  add(pc: number, entity: number, node: number, parent: number, time: number): number {
    const task = this.#freeCount > 0 ? (this.#free[--this.#freeCount] as number) : this.#used++;
    if (task === this.pc.length) this.#grow();
    this.pc[task] = pc;
    this.entity[task] = entity;
    this.node[task] = node;
    this.parent[task] = parent;
    this.pending[task] = 0;
    this.time[task] = time;
    return task;
  }

  remove(task: number): void {
    this.#free[this.#freeCount++] = task;
  }

  #grow(): void {
    const length = 2 * this.pc.length;
    this.pc = grown(this.pc, new Int32Array(length));
    this.entity = grown(this.entity, new Int32Array(length));
    this.node = grown(this.node, new Int32Array(length));
    this.parent = grown(this.parent, new Int32Array(length));
    this.pending = grown(this.pending, new Int32Array(length));
    this.time = grown(this.time, new Float64Array(length));
    this.registers = grown(this.registers, new Float64Array(length * registersPerTask));
    this.#free = grown(this.#free, new Int32Array(length));
  }
}
