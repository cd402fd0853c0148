import { grown } from "./calendar.ts";

/** Numbers from 0 on, first in, first out. */
export class Fifo {
  #items = new Float64Array(16);
  #head = 0;
  #size = 0;

  size(): number {
    return this.#size;
  }

  push(item: number): void {
    if (this.#size === this.#items.length) this.#grow();
    this.#items[(this.#head + this.#size) & (this.#items.length - 1)] = item;
    this.#size += 1;
  }

  /** The one that is next; it stays. */
  first(): number {
    return this.#items[this.#head] as number;
  }

  /** Takes the first one, or gives -1 when there is none. */
  shift(): number {
    if (this.#size === 0) return -1;
    const item = this.#items[this.#head] as number;
    this.#head = (this.#head + 1) & (this.#items.length - 1);
    this.#size -= 1;
    return item;
  }

  /** The capacity is a power of two, so that a mask keeps places inside. */
  #grow(): void {
    const { length } = this.#items;
    const ordered = new Float64Array(length);
    ordered.set(this.#items.subarray(this.#head));
    ordered.set(this.#items.subarray(0, this.#head), length - this.#head);
    this.#items = grown(ordered, new Float64Array(2 * length));
    this.#head = 0;
  }
}
