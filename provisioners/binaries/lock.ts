import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lock } from "proper-lockfile";

/** A holder that has not shown itself for so long is dead: proper-lockfile's refresh comes twice in this time. */
const staleMs = 10_000;

async function acquire(
  folder: string,
  onLost: (error: Error) => void,
): Promise<(() => Promise<void>) | undefined> {
  try {
    return await lock(folder, {
      lockfilePath: join(folder, ".lock"),
      stale: staleMs,
      onCompromised: onLost,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOCKED") return undefined;
    throw error;
  }
}

/**
 * Does the work while no other process works in the folder. `work` gets a signal that also ends it when the
 * lock is lost (this process was stopped for so long that another took it over); it is then queued again.
 */
export async function withFolderLock<T>(
  folder: string,
  signal: AbortSignal,
  onWait: () => void,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  let waited = false;
  for (;;) {
    signal.throwIfAborted();
    const lost = new AbortController();
    const release = await acquire(folder, (error) => {
      lost.abort(error);
    });
    if (release === undefined) {
      if (!waited) onWait();
      waited = true;
      await sleep(250, undefined, { signal }).catch(() => undefined);
      continue;
    }
    try {
      return await work(AbortSignal.any([signal, lost.signal]));
    } catch (error) {
      if (!lost.signal.aborted) throw error;
    } finally {
      if (!lost.signal.aborted) await release();
    }
  }
}
