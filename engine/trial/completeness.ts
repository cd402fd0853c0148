import type { TrialRecord } from "./record.ts";

/** Whether all containers of the trial ran; the time of one that is not complete is a lower bound. */
export function isComplete({ incomplete }: Pick<TrialRecord, "incomplete">): boolean {
  return incomplete === undefined;
}
