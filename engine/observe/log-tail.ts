import { open, stat } from "node:fs/promises";

/** Reads what a log has gained since the trial began. */
export interface LogTail {
  /** Whole lines since `openTail`; a last line without its end is left for later. */
  lines(): Promise<readonly string[]>;
}

/** Remembers how long a log is now. A log that does not exist yet begins at 0. */
export async function openTail(path: string): Promise<LogTail> {
  const offset = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  return {
    async lines() {
      const file = await open(path, "r");
      try {
        const { size } = await file.stat();
        if (size < offset)
          throw new Error(`${path} became shorter during the trial: expected a log that only grows`);
        const buffer = Buffer.alloc(size - offset);
        // One read may give less than it was asked for.
        for (let filled = 0; filled < buffer.length;) {
          const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, offset + filled);
          if (bytesRead === 0) throw new Error(`${path} became shorter while it was read`);
          filled += bytesRead;
        }
        const end = buffer.lastIndexOf(0x0a);
        return end < 0 ? [] : buffer.toString("utf8", 0, end).split("\n");
      } finally {
        await file.close();
      }
    },
  };
}
