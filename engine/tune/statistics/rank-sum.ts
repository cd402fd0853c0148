/** How likely it is that ranks fall as they did although both sets are of one kind; one-sided, exact. */
export interface RankSum {
  /** Chance that the second set would rank as low as it does, or lower. */
  readonly lower: number;
  /** The same for as high, or higher. */
  readonly higher: number;
  /** The smallest chance that sets of these sizes can show at all, when none of the values tie. */
  readonly smallest: number;
}

/**
 * The rank sum test of Wilcoxon, and of Mann and Whitney, by counting every way in which the ranks could have fallen to
 * the two sets. Equal values share the mean of their ranks, and are counted so. Nothing is assumed of how the values are
 * spread, except that without a difference every order of them is as likely as any other.
 * @throws TypeError when a set is empty
 */
export function rankSum(first: readonly number[], second: readonly number[]): RankSum {
  if (first.length === 0 || second.length === 0) throw new TypeError("no value to rank");
  const doubled = doubledRanks([...first, ...second]);
  const observed = doubled.slice(first.length).reduce((sum, rank) => sum + rank, 0);
  const ways = waysToSum(doubled, second.length);
  let [all, lower, higher] = [0, 0, 0];
  for (const [sum, count] of ways) {
    all += count;
    if (sum <= observed) lower += count;
    if (sum >= observed) higher += count;
  }
  return { lower: lower / all, higher: higher / all, smallest: 1 / all };
}

/** Twice the rank of each value, so that the mean of two neighbouring ranks is a whole number. */
function doubledRanks(values: readonly number[]): readonly number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return 2 * below + equal + 1;
  });
}

/** In how many ways `size` of the ranks can be taken, by their sum. */
function waysToSum(ranks: readonly number[], size: number): ReadonlyMap<number, number> {
  const bySize = Array.from({ length: size + 1 }, () => new Map<number, number>());
  bySize[0]?.set(0, 1);
  ranks.forEach((rank, index) => {
    for (let taken = Math.min(size, index + 1); taken > 0; taken -= 1) {
      const into = bySize[taken];
      for (const [sum, count] of bySize[taken - 1] ?? [])
        into?.set(sum + rank, (into.get(sum + rank) ?? 0) + count);
    }
  });
  return bySize[size] ?? new Map();
}
