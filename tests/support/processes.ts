import { readdir, readFile } from "node:fs/promises";

export interface FoundProcess {
  readonly pid: number;
  readonly name: string;
}

/** Processes whose command line holds this text, for example the folder of one test's state. */
export async function processesWith(text: string): Promise<readonly FoundProcess[]> {
  const pids = (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid): Promise<FoundProcess[]> => {
      const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      const [file = ""] = line.split("\0");
      return pid !== process.pid && line.includes(text)
        ? [{ pid, name: file.split("/").at(-1) ?? file }]
        : [];
    }),
  );
  return found.flat();
}
