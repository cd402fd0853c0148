import { setTimeout as sleep } from "node:timers/promises";
import { ProvisionError } from "../errors.ts";

export interface Patience {
  /** Between two tries. */
  readonly everyMs: number;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** How many times slower what is waited for is than on this machine itself; both times are stretched. 1 by default. */
  readonly slowness?: number | undefined;
}

/** Asks again until the answer is yes; false when it is still no after the deadline. */
export async function happens(
  question: () => Promise<boolean>,
  { everyMs, deadlineMs, signal, slowness = 1 }: Patience,
): Promise<boolean> {
  const deadline = performance.now() + deadlineMs * slowness;
  for (;;) {
    signal.throwIfAborted();
    if (await question()) return true;
    if (performance.now() > deadline) return false;
    await pause(everyMs * slowness, signal);
  }
}

/**
 * The same for what must happen; a question that fails counts as no.
 * @throws the signal's reason when it is aborted, and a ProvisionError that names `what` after the deadline.
 */
export async function waitUntil(
  what: string,
  question: () => Promise<boolean>,
  patience: Patience,
): Promise<void> {
  let trouble = "";
  const asked = async () => {
    try {
      const answer = await question();
      trouble = "";
      return answer;
    } catch (error) {
      patience.signal.throwIfAborted();
      trouble = `: ${(error as Error).message}`;
      return false;
    }
  };
  if (await happens(asked, patience)) return;
  throw new ProvisionError(
    `${what} did not happen within ${(patience.deadlineMs * (patience.slowness ?? 1)) / 1000} s${trouble}`,
    4,
  );
}

/** Sleeps; rejects with the signal's own reason when it is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
}
