import { Fifo } from "../kernel/fifo.ts";

/** What is brought once and stays: whoever comes while it is on its way waits for it. */
export class Store {
  readonly #there = new Set<number>();
  readonly #coming = new Map<number, Fifo>();

  has(item: number): boolean {
    return this.#there.has(item);
  }

  /** @returns whether the task is to bring the item; else it has to wait for who brings it */
  bring(item: number, task: number): boolean {
    const waiting = this.#coming.get(item);
    if (waiting !== undefined) {
      waiting.push(task);
      return false;
    }
    this.#coming.set(item, new Fifo());
    return true;
  }

  /** The item is there from now on. @returns who waited for it */
  brought(item: number): readonly number[] {
    this.#there.add(item);
    const waiting = this.#coming.get(item);
    this.#coming.delete(item);
    const tasks: number[] = [];
    for (let task = waiting?.shift() ?? -1; task >= 0; task = waiting?.shift() ?? -1) tasks.push(task);
    return tasks;
  }
}
