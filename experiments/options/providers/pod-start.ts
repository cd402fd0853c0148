import { int } from "../kinds.ts";
import { numberOf, type Known, type Problem } from "../known.ts";
import { byDefault } from "../option.ts";

const meaning = (end: string): string =>
  `${end} modelled time from a pod's delivery to its running, ms, on kwok nodes`;

/** The pod start that kwok nodes play. */
export const podStart = {
  pod_start_min_ms: int({ min: 0 }, byDefault(400), meaning("shortest")),
  pod_start_max_ms: int({ min: 0 }, byDefault(600), meaning("longest")),
};

/** The longest start must not be shorter than the shortest. */
export function checkPodStart(known: Known): readonly Problem[] {
  const min = numberOf(known, "pod_start_min_ms");
  const max = numberOf(known, "pod_start_max_ms");
  if (min === undefined || max === undefined || min <= max) return [];
  const text = `expected at least pod_start_min_ms, which is ${String(min)}, got ${String(max)}`;
  return [{ key: "pod_start_max_ms", text }];
}
