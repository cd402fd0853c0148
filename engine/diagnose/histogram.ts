import type { Component } from "../../knowledge/index.ts";
import { grown, type TrialView } from "./trial-view.ts";

/** What a histogram of a component counted during the trial, over all series that carry these labels. */
export interface Counted {
  readonly sum: number;
  readonly count: number;
}

/** Undefined when the component was not read. */
export function counted(
  view: TrialView,
  component: Component,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Counted | undefined {
  const sum = grown(view, component, `${name}_sum`, labels);
  const count = grown(view, component, `${name}_count`, labels);
  return sum === undefined || count === undefined ? undefined : { sum, count };
}

export function meanOf({ sum, count }: Counted): number {
  return count === 0 ? 0 : sum / count;
}

/**
 * The quantile `share` of a histogram's observations, evenly spread within a bucket, as PromQL's histogram_quantile has
 * it; the greatest bound for what lies above all bounds. Undefined without observations.
 */
export function histogramQuantile(
  { record }: TrialView,
  component: Component,
  name: string,
  share: number,
): number | undefined {
  const bounds = new Map<number, number>();
  for (const metric of record.metrics) {
    if (metric.component !== component || metric.name !== `${name}_bucket`) continue;
    const bound = metric.labels["le"] === "+Inf" ? Number.POSITIVE_INFINITY : Number(metric.labels["le"]);
    bounds.set(bound, (bounds.get(bound) ?? 0) + metric.delta);
  }
  const buckets = [...bounds].sort(([a], [b]) => a - b);
  const all = buckets.at(-1)?.[1] ?? 0;
  if (all <= 0) return undefined;
  let [lower, below] = [0, 0];
  for (const [bound, within] of buckets) {
    if (within >= share * all) {
      if (!Number.isFinite(bound)) return lower;
      return within === below ? bound : lower + ((bound - lower) * (share * all - below)) / (within - below);
    }
    [lower, below] = [bound, within];
  }
  return lower;
}
