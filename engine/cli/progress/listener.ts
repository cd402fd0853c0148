import type { ProgressListener } from "./contract.ts";

export interface ProgressOptions {
  readonly quiet?: boolean;
  /** A port of 127.0.0.1 on which Columbo's own metrics are served meanwhile. */
  readonly metricsPort?: number;
}

/** All that follows a command's events: the terminal or the pipe, and Columbo's own metrics where asked for. */
export async function progressListener(options: ProgressOptions): Promise<ProgressListener> {
  const listeners = [await screen(options)];
  if (options.metricsPort !== undefined)
    listeners.push(await (await import("./metrics.ts")).metricsListener(options.metricsPort));
  return {
    emit: (event) => {
      for (const listener of listeners) listener.emit(event);
    },
    close: () => {
      for (const listener of listeners) listener.close();
    },
  };
}

/** A live line on a terminal that has room for one, plain lines elsewhere (a pipe, a terminal without a size). */
async function screen({ quiet }: ProgressOptions): Promise<ProgressListener> {
  if (quiet === true) return { emit: () => undefined, close: () => undefined };
  if (process.stderr.isTTY && process.stderr.rows > 0)
    return (await import("./terminal.ts")).terminalListener();
  return (await import("./plain.ts")).plainListener((line) => process.stderr.write(`${line}\n`));
}
