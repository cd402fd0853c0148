import type { MetricDelta } from "../trial/record.ts";
import { seriesKey, type Sample } from "./prometheus-text.ts";

export type Growth = Pick<MetricDelta, "name" | "labels" | "delta">;

/**
 * How much each series grew between two readings. Of a histogram that grew all buckets are kept, those without growth
 * too: they say what its observations are greater than. A series that shrank belongs to a component that was
 * restarted, and counts from 0.
 */
export function growthOf(before: readonly Sample[], after: readonly Sample[]): readonly Growth[] {
  const old = new Map(before.map((sample) => [seriesKey(sample), sample.value]));
  const grown = after.map((sample): Growth => {
    const start = old.get(seriesKey(sample)) ?? 0;
    const { name, labels, value } = sample;
    return { name, labels, delta: value < start ? value : value - start };
  });
  const live = new Set(grown.flatMap((one) => (one.delta > 0 ? [family(one)] : [])));
  return grown.filter((one) => Number.isFinite(one.delta) && live.has(family(one)));
}

/** The parts of one histogram have it in common; any other series has it alone. */
function family({ name, labels }: Growth): string {
  const { le: _bound, ...others } = labels;
  return seriesKey({ name: name.replace(/_(bucket|sum|count)$/, ""), labels: others, value: 0 });
}
