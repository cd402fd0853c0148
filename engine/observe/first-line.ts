import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { nanoTime } from "./containerd-line.ts";

/**
 * The stamp of the first line in a container's log, milliseconds since the epoch, as the runtime wrote it (CRI logging
 * format: time, stream, P or F, text); undefined for a log without a line.
 * @param folder <namespace>_<pod>_<uid>/<container> below the node's folder of pod logs
 */
export async function firstLineAt(folder: string): Promise<number | undefined> {
  const names = await readdir(folder).catch(() => []);
  // 0.log belongs to the first start of the container; rotated parts of it carry the time in their names.
  const parts = names
    .filter((name) => name.startsWith("0.log") && !name.endsWith(".tmp"))
    .sort((a, b) => (a === "0.log" ? 1 : b === "0.log" ? -1 : a < b ? -1 : 1));
  for (const name of parts) {
    const at = stampOf(await firstLine(join(folder, name)));
    if (at !== undefined) return at;
  }
  return undefined;
}

/** The time that a line begins with; undefined for a line that was cut in it. */
export function stampOf(line: string | undefined): number | undefined {
  const at = nanoTime(line?.split(" ", 1)[0] ?? "");
  return Number.isNaN(at) ? undefined : at;
}

async function firstLine(path: string): Promise<string | undefined> {
  const file = createReadStream(path);
  const input = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  const lines = createInterface({ input });
  try {
    for await (const line of lines) return line;
  } catch {
    // Removed or rotated on while it was read.
  } finally {
    lines.close();
    file.destroy();
  }
  return undefined;
}
