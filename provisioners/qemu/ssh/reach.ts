import { ProvisionError } from "../../errors.ts";
import { pause } from "../../local/wait-until.ts";
import { connect, type Remote, type RemoteAddress } from "./remote.ts";

export interface Reaching {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** The machine gets its own host key only a while after SSH first answers. */
  readonly mayAnswerAsAnother?: true;
  /** Starts it anew where that is due, once at most. */
  readonly again?: { readonly isDue: () => boolean; readonly start: () => Promise<void> } | undefined;
  /** Whether the machine still runs; asked between two attempts. */
  readonly lives: () => Promise<boolean>;
  /** What it printed last on its console, for the message. */
  readonly lastWords: () => Promise<string>;
}

/** Between two attempts. A refusal comes at once while the guest starts. */
const everyMs = 300;
/** Of one attempt: key exchange takes seconds on an emulated processor. */
const readyMs = 20_000;

/**
 * Connects to a machine that is just starting.
 * @throws ProvisionError (exit code 3) with its last words when it ends or the deadline comes
 */
export async function reach(
  name: string,
  address: RemoteAddress,
  { deadlineMs, signal, lives, lastWords, mayAnswerAsAnother, again }: Reaching,
): Promise<Remote> {
  const deadline = performance.now() + deadlineMs;
  let left = again;
  for (;;) {
    signal.throwIfAborted();
    let trouble: string;
    try {
      return await connect(name, address, readyMs);
    } catch (error) {
      if (error instanceof ProvisionError && mayAnswerAsAnother !== true) throw error;
      trouble = error instanceof Error ? error.message : String(error);
    }
    if (!(await lives()))
      throw new ProvisionError(
        `machine ${name} ended before SSH answered; its last words: ${await lastWords()}`,
        3,
      );
    if (performance.now() > deadline)
      throw new ProvisionError(
        `SSH on machine ${name} (${address.host}) did not answer within ${String(deadlineMs / 1000)} s (${trouble}); its last words: ${await lastWords()}`,
        3,
      );
    if (left?.isDue() === true) {
      await left.start();
      left = undefined;
    }
    await pause(everyMs, signal);
  }
}
