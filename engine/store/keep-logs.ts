import { mkdir, open } from "node:fs/promises";
import { basename, join } from "node:path";
import { explain } from "./explain.ts";
import { secretMode, writeWhole } from "./write-whole.ts";

const keptBytes = 262_144;

/** Copies the last 256 KiB of each log into the run folder's `logs/`, for the user's eyes only. @throws StoreError */
export async function keepLogs(folder: string, paths: readonly string[]): Promise<void> {
  await explain(folder, "keep logs in", () => mkdir(join(folder, "logs"), { recursive: true, mode: 0o700 }));
  for (const path of paths) {
    // A component that never started has no log.
    const text = await endOf(path).catch(() => undefined);
    if (text !== undefined) await writeWhole(join(folder, "logs", basename(path)), text, secretMode);
  }
}

async function endOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, keptBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead).toString("utf8");
  } finally {
    await file.close();
  }
}
