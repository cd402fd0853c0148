import { appendFile, writeFile } from "node:fs/promises";
import type { LogFile } from "../../contract.ts";
import type { Remote } from "../ssh/remote.ts";

/** Gives the whole lines that a log has gained since it was last asked. */
export type LogSource = () => Promise<string>;

const deadlineMs = 120_000;

/**
 * A log of a machine as one of this machine's: `refresh` brings what it has gained since. While a trial runs nothing is
 * asked for, so that reading it costs the machine nothing.
 * @param here where its copy goes
 */
export async function mirrorLog(
  gained: LogSource,
  here: string,
  about: Pick<LogFile, "source" | "node">,
): Promise<LogFile> {
  await writeFile(here, "", { mode: 0o600 });
  let last: Promise<void> = Promise.resolve();
  const fetch = async (): Promise<void> => {
    await appendFile(here, await gained());
  };
  return {
    ...about,
    path: here,
    refresh: () => {
      // One after the other: two at once would bring the same bytes twice.
      last = last.then(fetch, fetch);
      return last;
    },
  };
}

/** The lines of a file of a machine; none while it is not there. */
export function fileSource(remote: Remote, path: string): LogSource {
  let size = 0;
  return async () => {
    const { exitCode, stdout } = await remote.run("tail", ["-c", `+${String(size + 1)}`, "--", path], {
      deadlineMs,
    });
    if (exitCode !== 0) return "";
    // Whole lines: the last one may be cut in the midst of a letter.
    const gained = stdout.slice(0, stdout.lastIndexOf("\n") + 1);
    size += Buffer.byteLength(gained);
    return gained;
  };
}
