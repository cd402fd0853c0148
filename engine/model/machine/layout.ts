/** How many entities of each kind there are; every entity has equally many children. */
export class Layout {
  readonly kinds: readonly string[];
  /** By kind: how many belong to one of the kind before; the first one's in all. */
  readonly each: readonly number[];
  readonly counts: readonly number[];

  constructor(kinds: readonly string[], each: readonly number[]) {
    this.kinds = kinds;
    this.each = each;
    let count = 1;
    this.counts = each.map((children) => (count *= children));
  }

  /** @throws TypeError when there is none of this name */
  indexOf(kind: string): number {
    const index = this.kinds.indexOf(kind);
    if (index < 0) throw new TypeError(`the path has no ${kind}: expected ${this.kinds.join(", ")}`);
    return index;
  }

  countOf(kind: string): number {
    return this.counts[this.indexOf(kind)] ?? 0;
  }

  /** Children of one entity of the kind before. */
  childrenOf(kind: string): number {
    return this.each[this.indexOf(kind)] ?? 0;
  }

  /**
   * How many of a kind belong to one of a kind above it or the same.
   * @throws TypeError when the second does not lie above the first
   */
  within(kind: string, above: string): number {
    const [low, high] = [this.indexOf(kind), this.indexOf(above)];
    if (high > low) throw new TypeError(`no ${kind} has a ${above} above it`);
    return this.each.slice(high + 1, low + 1).reduce((product, children) => product * children, 1);
  }
}
