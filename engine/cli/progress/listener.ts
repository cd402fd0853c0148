import type { ProgressListener } from "./contract.ts";

export interface ProgressOptions {
  readonly quiet?: boolean;
}

/** A live line on a terminal, plain lines in a pipe, nothing when quiet. */
export async function progressListener(options: ProgressOptions): Promise<ProgressListener> {
  if (options.quiet === true) return { emit: () => undefined, close: () => undefined };
  if (process.stderr.isTTY) return (await import("./terminal.ts")).terminalListener();
  return (await import("./plain.ts")).plainListener((line) => process.stderr.write(`${line}\n`));
}
