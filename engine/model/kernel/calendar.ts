/** What is going to happen, each event a whole number, in the order of their times. */
export interface Calendar {
  size(): number;
  /** Time of the first event; Infinity when there is none. */
  earliest(): number;
  push(time: number, event: number): void;
  /**
   * Takes the first event away.
   * @throws RangeError when there is none
   */
  pop(): number;
}

/**
 * A heap with four children to a node over (time, sequence number). The sequence number makes the order of simultaneous
 * events part of the model: equal times come out in the order in which they were put in. Typed arrays, since a simulated
 * trial of 100,000 pods moves some million entries and must not leave any garbage.
 */
export class FourAryCalendar implements Calendar {
  #times: Float64Array;
  #sequences: Float64Array;
  #events: Int32Array;
  #size = 0;
  #pushed = 0;

  constructor(capacity = 64) {
    this.#times = new Float64Array(capacity);
    this.#sequences = new Float64Array(capacity);
    this.#events = new Int32Array(capacity);
  }

  size(): number {
    return this.#size;
  }

  earliest(): number {
    return this.#size === 0 ? Infinity : (this.#times[0] as number);
  }

  push(time: number, event: number): void {
    if (this.#size === this.#times.length) this.#grow();
    const times = this.#times;
    const sequences = this.#sequences;
    const events = this.#events;
    let hole = this.#size++;
    // A new entry has the highest sequence number: it comes after all of its time.
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const other = times[parent] as number;
      if (other <= time) break;
      times[hole] = other;
      sequences[hole] = sequences[parent] as number;
      events[hole] = events[parent] as number;
      hole = parent;
    }
    times[hole] = time;
    sequences[hole] = this.#pushed++;
    events[hole] = event;
  }

  pop(): number {
    if (this.#size === 0) throw new RangeError("nothing is planned");
    const first = this.#events[0] as number;
    this.#size -= 1;
    if (this.#size > 0) this.#sink();
    return first;
  }

  /** Moves the hole at the root down until the last entry fits. */
  #sink(): void {
    const times = this.#times;
    const sequences = this.#sequences;
    const events = this.#events;
    const count = this.#size;
    const time = times[count] as number;
    const sequence = sequences[count] as number;
    let hole = 0;
    for (;;) {
      const from = 4 * hole + 1;
      if (from >= count) break;
      const end = Math.min(from + 4, count);
      let least = from;
      let leastTime = times[from] as number;
      for (let child = from + 1; child < end; child++) {
        const other = times[child] as number;
        if (
          other < leastTime ||
          (other === leastTime && (sequences[child] as number) < (sequences[least] as number))
        ) {
          least = child;
          leastTime = other;
        }
      }
      if (leastTime > time || (leastTime === time && (sequences[least] as number) > sequence)) break;
      times[hole] = leastTime;
      sequences[hole] = sequences[least] as number;
      events[hole] = events[least] as number;
      hole = least;
    }
    times[hole] = time;
    sequences[hole] = sequence;
    events[hole] = events[count] as number;
  }

  #grow(): void {
    const capacity = 2 * this.#times.length;
    this.#times = grown(this.#times, new Float64Array(capacity));
    this.#sequences = grown(this.#sequences, new Float64Array(capacity));
    this.#events = grown(this.#events, new Int32Array(capacity));
  }
}

/** The longer array with what the shorter one holds. */
export function grown<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
