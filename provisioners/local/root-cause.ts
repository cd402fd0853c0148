import { pause } from "./wait-until.ts";

/** How long after the first broken connection the end of the process behind it is known. */
const deathKnownMs = 1000;

/**
 * Does work on a cluster and rejects with the real reason when it fails: of a component that dies the connections
 * break first, in any order, and only then the process is known to be gone.
 * @throws the reason of `signal`, which a dying component aborts, when that comes within a second of the failure
 */
export async function withRootCause<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await pause(deathKnownMs, signal);
    throw error;
  }
}
