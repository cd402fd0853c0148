import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { TrialError } from "./trial-error.ts";
import type { TrialRequest } from "./trial-request.ts";

/** How long after the first broken connection the end of the process behind it is known. */
const deathKnownMs = 1000;

/**
 * Why a trial really failed. When a component dies, connections break first, in any order; its death is the reason
 * and the rest are consequences.
 */
export async function rootOf(
  failure: unknown,
  { cluster, label, signal }: TrialRequest,
): Promise<TrialError> {
  if (!signal.aborted && !cluster.failed.aborted) {
    const known = new AbortController();
    const options = { signal: known.signal };
    await Promise.race([once(cluster.failed, "abort", options), sleep(deathKnownMs, undefined, options)]);
    known.abort();
  }
  if (cluster.failed.aborted)
    return new TrialError(`trial ${label} failed: ${reasonOf(cluster.failed)}`, { cause: failure });
  if (failure instanceof TrialError) return failure;
  const why = failure instanceof Error ? failure.message : String(failure);
  return new TrialError(`trial ${label} failed: ${why}`, { cause: failure });
}

function reasonOf(signal: AbortSignal): string {
  return signal.reason instanceof Error ? signal.reason.message : String(signal.reason);
}
