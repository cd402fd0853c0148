import { appendFile, writeFile } from "node:fs/promises";
import type { LogFile } from "../../contract.ts";
import type { Remote } from "../ssh/remote.ts";

/** A machine's log, with a copy of it on this machine. */
export interface MirroredLog {
  readonly log: LogFile;
}

const deadlineMs = 120_000;

/**
 * A log of a machine as one of this machine's: `refresh` brings what it has gained since. While a trial runs nothing is
 * asked for, so that reading it costs the machine nothing.
 * @param there the log's path on the machine
 * @param here where its copy goes
 */
export async function mirrorLog(
  remote: Remote,
  there: string,
  here: string,
  about: Pick<LogFile, "source" | "node">,
): Promise<MirroredLog> {
  await writeFile(here, "", { mode: 0o600 });
  let size = 0;
  let last: Promise<void> = Promise.resolve();
  const fetch = async (): Promise<void> => {
    const { exitCode, stdout } = await remote.run("tail", ["-c", `+${String(size + 1)}`, "--", there], {
      deadlineMs,
    });
    if (exitCode !== 0) return;
    // Whole lines: the last one may be cut in the midst of a letter.
    const gained = Buffer.from(stdout.slice(0, stdout.lastIndexOf("\n") + 1));
    await appendFile(here, gained);
    size += gained.length;
  };
  return {
    log: {
      ...about,
      path: here,
      refresh: () => {
        // One after the other: two at once would bring the same bytes twice.
        last = last.then(fetch, fetch);
        return last;
      },
    },
  };
}
