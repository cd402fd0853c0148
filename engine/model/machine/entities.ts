import type { Path } from "../../../knowledge/index.ts";
import type { Layout } from "./layout.ts";

/** The nodes that entities are given. */
export interface Nodes {
  /** The kind of each node, as the path's steps name it. */
  readonly kinds: readonly string[];
}

/** When the entities of a kind reached a point; NaN for those that have not. */
export interface Reached {
  readonly kind: string;
  readonly times: Float64Array;
}

/** What is remembered of the entities: the points that they reached, their counters, and how many are done. */
export class Entities {
  readonly reached = new Map<string, Reached>();
  readonly #layout: Layout;
  readonly #counters = new Map<string, Float64Array>();
  /** Entities that are done, in the order in which they were. */
  readonly finished: number[] = [];
  /** Entities that no node had room for. */
  unplaced = 0;

  constructor(path: Path, layout: Layout) {
    this.#layout = layout;
    for (const [name, kind] of Object.entries(path.counters))
      this.#counters.set(name, new Float64Array(layout.countOf(kind)));
  }

  /** The times of a point, which entities of one kind reach. @throws TypeError when those of another kind do as well */
  timesOf(point: string, kind: string): Float64Array {
    const known = this.reached.get(point);
    if (known !== undefined && known.kind !== kind)
      throw new TypeError(`point ${point} of the path is one of every ${known.kind}, and of every ${kind}`);
    if (known !== undefined) return known.times;
    const times = new Float64Array(this.#layout.countOf(kind)).fill(NaN);
    this.reached.set(point, { kind, times });
    return times;
  }

  /** The values of a counter, one of each entity of its kind. @throws TypeError when there is none of this name */
  counter(name: string): Float64Array {
    const values = this.#counters.get(name);
    if (values === undefined) throw new TypeError(`the path describes no counter ${name}`);
    return values;
  }
}
