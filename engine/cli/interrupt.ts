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
 * rejects with after an interrupt comes out as `Interrupted`. Further Ctrl-C do not cut the clean-up short.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (!controller.signal.aborted) process.stderr.write("\ncolumbo: interrupted, cleaning up ...\n");
    controller.abort();
  };
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) throw new Interrupted();
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}
