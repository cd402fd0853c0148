/** Something that happens at its time; it may plan further events. */
export type Action = () => void;

/** Actions in the order of their times. */
export interface TimeHeap {
  size(): number;
  /** Time of the first action; Infinity when there is none. */
  earliest(): number;
  push(time: number, action: Action): void;
  /**
   * Takes the first action away.
   * @throws RangeError when there is none
   */
  pop(): Action;
}

/**
 * A binary heap over (time, sequence number). The sequence number makes the order of simultaneous actions part of
 * the model: equal times come out in the order in which they were put in. Three plain arrays instead of one of
 * objects, since a simulated trial moves some hundred thousand entries.
 */
export function createTimeHeap(): TimeHeap {
  const times: number[] = [];
  const sequences: number[] = [];
  const actions: Action[] = [];
  let pushed = 0;

  const place = (index: number, time: number, sequence: number, action: Action): void => {
    times[index] = time;
    sequences[index] = sequence;
    actions[index] = action;
  };
  const move = (from: number, to: number): void => {
    place(to, times[from] as number, sequences[from] as number, actions[from] as Action);
  };
  const isBefore = (index: number, time: number, sequence: number): boolean => {
    const other = times[index] as number;
    return other < time || (other === time && (sequences[index] as number) < sequence);
  };
  /** Moves the hole at the root down until the entry fits. */
  const sink = (time: number, sequence: number, action: Action): void => {
    const count = times.length;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= count) break;
      const right = child + 1;
      if (right < count && isBefore(right, times[child] as number, sequences[child] as number)) child = right;
      if (!isBefore(child, time, sequence)) break;
      move(child, hole);
      hole = child;
    }
    place(hole, time, sequence, action);
  };

  return {
    size: () => times.length,
    earliest: () => times[0] ?? Infinity,
    push(time, action) {
      const sequence = pushed++;
      let hole = times.length;
      while (hole > 0) {
        const parent = (hole - 1) >> 1;
        if (isBefore(parent, time, sequence)) break;
        move(parent, hole);
        hole = parent;
      }
      place(hole, time, sequence, action);
    },
    pop() {
      const first = actions[0];
      const time = times.pop();
      const sequence = sequences.pop();
      const action = actions.pop();
      if (first === undefined || time === undefined || sequence === undefined || action === undefined)
        throw new RangeError("nothing is planned");
      if (times.length > 0) sink(time, sequence, action);
      return first;
    },
  };
}
