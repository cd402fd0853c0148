import { setTimeout as sleep } from "node:timers/promises";
import { ProvisionError } from "../errors.ts";

export interface Patience {
  /** Between two tries. */
  readonly everyMs: number;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/**
 * Asks again until the answer is yes; a question that fails counts as no.
 * @throws the signal's reason when it is aborted, and a ProvisionError that names `what` after the deadline.
 */
export async function waitUntil(
  what: string,
  question: () => Promise<boolean>,
  { everyMs, deadlineMs, signal }: Patience,
): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  let trouble = "";
  for (;;) {
    signal.throwIfAborted();
    try {
      if (await question()) return;
      trouble = "";
    } catch (error) {
      trouble = `: ${(error as Error).message}`;
    }
    signal.throwIfAborted();
    if (performance.now() > deadline)
      throw new ProvisionError(`${what} did not happen within ${deadlineMs / 1000} s${trouble}`, 4);
    await pause(everyMs, signal);
  }
}

/** Sleeps; rejects with the signal's own reason when it is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
}
