/** A stretch of time in seconds since the client started; `to` is not before `from`. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The same time as intervals in order that neither touch nor overlap; empty and impossible ones vanish. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of intervals.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** The part of `intervals` that is in none of `taken`; both as from {@link union}. */
export function without(intervals: readonly Interval[], taken: readonly Interval[]): readonly Interval[] {
  const left: Interval[] = [];
  let next = 0;
  for (const { from, to } of intervals) {
    let start = from;
    while (next < taken.length && (taken[next]?.to ?? 0) <= start) next += 1;
    for (let index = next; index < taken.length; index += 1) {
      const block = taken[index];
      if (block === undefined || block.from >= to) break;
      if (block.from > start) left.push({ from: start, to: block.from });
      start = Math.max(start, block.to);
    }
    if (start < to) left.push({ from: start, to });
  }
  return left;
}

/** The part of an interval from `from` to `to`; empty when there is none. */
export function clip(interval: Interval, { from, to }: Interval): Interval {
  return { from: Math.max(interval.from, from), to: Math.min(interval.to, to) };
}

/** How long the intervals last together. */
export function total(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + (to - from), 0);
}

/** How long an interval and a set from {@link union} have in common. */
export function overlap(interval: Interval, intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => {
    const common = Math.min(interval.to, to) - Math.max(interval.from, from);
    return common > 0 ? sum + common : sum;
  }, 0);
}

/** The part of `intervals` that is in some of `others`; both as from {@link union}. */
export function common(intervals: readonly Interval[], others: readonly Interval[]): readonly Interval[] {
  return without(intervals, without(intervals, others));
}

/** The most intervals that go on at the same time; one that begins where another ends does not meet it. */
export function mostAtOnce(intervals: readonly Interval[]): number {
  const changes = intervals
    .flatMap(({ from, to }) => [
      { at: from, by: 1 },
      { at: to, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let [most, now] = [0, 0];
  for (const { by } of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}
