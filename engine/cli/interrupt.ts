import type { Emit } from "../events.ts";
import { CleanUpError } from "../tune/clean-up-error.ts";

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
 * Runs `work` with a signal that aborts on Ctrl-C, SIGTERM and SIGHUP; the work cleans up and rejects. With the abort
 * itself, or with an error of ours, which is then its consequence, it comes out as `Interrupted`; with anything else
 * it is the clean-up that failed, and comes out as `CleanUpError`. Further Ctrl-C do not cut the clean-up short. An
 * exception that nobody catches aborts the work too, and comes out when the work has cleaned up: a cluster would
 * outlive it.
 * @param emit hears of the interruption
 * @param onFirst called at the first Ctrl-C, of work that then comes to its end by itself; the second one aborts
 */
export async function interruptible<T>(
  emit: Emit,
  work: (signal: AbortSignal) => Promise<T>,
  onFirst?: () => void,
): Promise<T> {
  const controller = new AbortController();
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => {
    faults.push(error);
    controller.abort();
  };
  let first = onFirst;
  const onSignal = (): void => {
    if (first !== undefined) {
      first();
      first = undefined;
      return;
    }
    if (!controller.signal.aborted) emit({ type: "phase", text: "Interrupted, cleaning up" });
    controller.abort();
  };
  for (const signal of signals) process.on(signal, onSignal);
  // Rejections that nobody handles come here as well.
  process.on("uncaughtException", onFault);
  try {
    const done = await work(controller.signal);
    if (faults.length > 0) throw faults[0];
    // It came too late to cut anything short; whoever asked for an end still gets to know that it was heard.
    if (controller.signal.aborted) throw new Interrupted();
    return done;
  } catch (error) {
    if (faults.length > 0) throw faults[0];
    throw controller.signal.aborted ? afterInterrupt(error) : error;
  } finally {
    process.off("uncaughtException", onFault);
    for (const signal of signals) process.off(signal, onSignal);
  }
}

function afterInterrupt(error: unknown): Error {
  if (error instanceof CleanUpError || error instanceof Interrupted) return error;
  const isConsequence = error instanceof Error && (error.name === "AbortError" || "exitCode" in error);
  return isConsequence ? new Interrupted() : new CleanUpError(error);
}
