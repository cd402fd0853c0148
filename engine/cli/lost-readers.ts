/** Errors that say "nobody reads this any more": a pipe into `head`, a terminal that was closed. */
const lost = new Set(["EPIPE", "EIO", "ECONNRESET"]);

/**
 * Keeps writes to stdout and stderr whose reader went away from ending the program: Node.js makes an uncaught
 * exception of them, and a cluster would outlive it. Output that is lost otherwise (a full disk) is exit code 3.
 */
export function tolerateLostReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    let said = false;
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (said || lost.has(error.code ?? "")) return;
      said = true;
      process.exitCode = 3;
      if (stream === process.stdout)
        process.stderr.write(`columbo: the output could not be written: ${error.message}\n`);
    });
  }
}
