import { CommanderError } from "commander";
import { tolerateLostReaders } from "./lost-readers.ts";
import { buildProgram } from "./program.ts";

/**
 * Runs one command line (without node and script) and sets the process's exit code: 0 done, 1 a threshold was
 * missed, 2 wrong input, 3 the machine lacks something, 4 a trial failed, 130 interrupted.
 * Known errors print one sentence; anything else is a bug of ours and keeps its stack.
 */
export async function main(argv: readonly string[]): Promise<void> {
  tolerateLostReaders();
  try {
    await buildProgram().parseAsync(argv, { from: "user" });
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  // Commander has printed its own sentence already; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const known = error as { readonly exitCode?: unknown; readonly message?: unknown };
  if (typeof known.exitCode === "number" && typeof known.message === "string") {
    process.stderr.write(`columbo: ${known.message}\n`);
    return known.exitCode;
  }
  process.stderr.write(`columbo: a fault of Columbo's own; please report it with this text:\n`);
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 70;
}
