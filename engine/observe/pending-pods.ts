import { mayFitLater } from "../trial/unschedulable.ts";
import type { LiveCounts } from "./observer.ts";
import { podState } from "./pod-state.ts";
import type { PodEvent } from "./pod-status.ts";

/** Keeps count of the containers whose pods the scheduler has refused so far. */
export function pendingPods(counts: LiveCounts): {
  refused(event: PodEvent): void;
  /** A node took the pod, or it is gone. */
  taken(pod: string): void;
} {
  const waiting = new Map<string, { readonly refused: number; readonly unfit: number }>();
  const taken = (pod: string): void => {
    const { refused, unfit } = waiting.get(pod) ?? { refused: 0, unfit: 0 };
    if (!waiting.delete(pod)) return;
    counts.refused = (counts.refused ?? 0) - refused;
    counts.unfit = (counts.unfit ?? 0) - unfit;
  };
  return {
    taken,
    refused(event) {
      const { name, unscheduled, containers } = podState(event);
      taken(name);
      const refused = containers.length;
      const unfit = unscheduled === undefined || mayFitLater(unscheduled.message) ? 0 : refused;
      waiting.set(name, { refused, unfit });
      counts.refused = (counts.refused ?? 0) + refused;
      counts.unfit = (counts.unfit ?? 0) + unfit;
    },
  };
}
