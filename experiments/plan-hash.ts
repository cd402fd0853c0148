import { createHash } from "node:crypto";
import type { Plan } from "./plan.ts";

/** The part of a plan that a measurement depends on. */
export type MeasuredPlan = Pick<
  Plan,
  | "provider"
  | "kubernetes"
  | "nodes"
  | "podStart"
  | "workload"
  | "observe"
  | "registry"
  | "simulated"
  | "existing"
  | "continuum"
  | "settings"
  | "own"
>;

/** SHA-256 in hex over the JSON of what a measurement depends on, keys in order. Tuning limits and names of files do not count. */
export function planHash(measured: MeasuredPlan): string {
  return createHash("sha256")
    .update(JSON.stringify(canonical(measured)))
    .digest("hex");
}

/** The same value with the keys of all its objects in alphabetical order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, canonical(inner)]));
}
