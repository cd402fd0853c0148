/** The command was interrupted; everything that it had made is gone again. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode = 130;

  constructor() {
    super("interrupted, everything is cleaned up");
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `work` with a signal that aborts on Ctrl-C, SIGTERM and SIGHUP. The work cleans up and rejects; whatever it
 * rejects with after an interrupt comes out as `Interrupted`. Further Ctrl-C do not cut the clean-up short. An
 * exception that nobody catches aborts it too, and comes out when the work has cleaned up: a cluster would outlive it.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => {
    faults.push(error);
    controller.abort();
  };
  const onSignal = (): void => {
    if (!controller.signal.aborted) process.stderr.write("\ncolumbo: interrupted, cleaning up ...\n");
    controller.abort();
  };
  for (const signal of signals) process.on(signal, onSignal);
  // Rejections that nobody handles come here as well.
  process.on("uncaughtException", onFault);
  try {
    const done = await work(controller.signal);
    if (faults.length > 0) throw faults[0];
    return done;
  } catch (error) {
    if (faults.length > 0) throw faults[0];
    if (controller.signal.aborted) throw new Interrupted();
    throw error;
  } finally {
    process.off("uncaughtException", onFault);
    for (const signal of signals) process.off(signal, onSignal);
  }
}
