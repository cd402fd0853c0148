import { isWaitOf, jobController, scheduler } from "../../diagnose/buckets.ts";
import { total, union } from "../../diagnose/intervals.ts";
import type { TrialRecord } from "../../trial/index.ts";

/** The part of the deployment in which some pod's creation or binding waited for a token, 0 to 1. */
export function pacedShare({ waits, deploymentSeconds, timeline: { startedAt } }: TrialRecord): number {
  const waiting = union(
    waits
      .filter((wait) => isWaitOf(jobController, wait) || isWaitOf(scheduler, wait))
      .map(({ sentAt, waited }) => ({
        from: Math.max(0, (sentAt - waited - startedAt) / 1000),
        to: Math.min(deploymentSeconds, (sentAt - startedAt) / 1000),
      })),
  );
  return total(waiting) / deploymentSeconds;
}
