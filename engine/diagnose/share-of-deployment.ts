import { derived, type Reading } from "./fact-set.ts";
import type { TrialView } from "./trial-view.ts";

/** Seconds as a share of the deployment's time, at most all of it; `origin` says how it was computed. */
export function shareOfDeployment({ record }: TrialView, seconds: Reading, origin: string): Reading {
  return derived(seconds, (value) => Math.min(1, value / record.deploymentSeconds), origin);
}
