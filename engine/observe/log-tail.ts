import { open, stat, type FileHandle } from "node:fs/promises";
import type { LogFile } from "../../provisioners/index.ts";
import { copyOf, readPart, siblingsOf, type Sibling } from "./rotated-logs.ts";

/** Reads what a log has gained since the trial began, also when it is rotated meanwhile. */
export interface LogTail {
  /**
   * Whole lines since `openTail`, in order; a last line without its end is left for later.
   * @throws LogLossError when lines of the trial are gone
   */
  lines(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Lines of the trial are gone: the log was cut, and nothing has what was in it. */
export class LogLossError extends Error {
  override readonly name = "LogLossError";
}

/** So many bytes before the trial tell whether a file is still the one that it was. */
const markBytes = 4096;

/** Remembers how long a log is now. A log that does not exist yet begins at 0. */
export async function openTail({ path, refresh }: Pick<LogFile, "path" | "refresh">): Promise<LogTail> {
  await refresh?.();
  // Held open: a file that is renamed, or even removed, keeps its lines for whoever has it open.
  const file = await open(path, "r").catch(() => undefined);
  const before = new Set((await siblingsOf(path)).map(({ inode }) => inode));
  const offset = file === undefined ? 0 : (await file.stat()).size;
  const mark =
    file === undefined ? Buffer.alloc(0) : await read(file, Math.max(0, offset - markBytes), offset);

  /** What the log's own file has of the trial; undefined when it was cut since. */
  const kept = async (): Promise<Buffer | undefined> => {
    if (file === undefined) return Buffer.alloc(0);
    const whole = await read(file, offset - mark.length);
    return whole.subarray(0, mark.length).equals(mark) ? whole.subarray(mark.length) : undefined;
  };

  return {
    async lines() {
      await refresh?.();
      const [own, present, all] = await Promise.all([kept(), inodeOf(path), siblingsOf(path)]);
      const ownInode = file === undefined ? undefined : (await file.stat()).ino;
      const others = all.filter(({ inode }) => !before.has(inode) && inode !== ownInode && inode !== present);
      // A log that was empty shows no sign of having been cut, but then its copy has appeared beside it.
      const cut = own === undefined || (offset === 0 && present === ownInode && others.length > 0);
      const copy = cut ? await copyOf(others, offset, mark) : undefined;
      if (own === undefined && copy === undefined)
        throw new LogLossError(`${path} was cut during the trial and no copy has its lines`);
      const parts: (Buffer | Sibling)[] = [
        ...(copy === undefined ? [own ?? Buffer.alloc(0)] : [copy.rest]),
        ...(cut || present !== ownInode ? others.filter((other) => other !== copy?.file) : []),
      ];
      const buffers: Buffer[] = [];
      for (const part of parts) buffers.push("inode" in part ? await readPart(part) : part);
      if (present !== undefined && (cut || present !== ownInode)) buffers.push(await readAll(path));
      return buffers.flatMap((buffer, index) => linesOf(buffer, index < buffers.length - 1));
    },
    close: async () => file?.close(),
  };
}

function inodeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ ino }) => ino,
    () => undefined,
  );
}

async function readAll(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    return await read(file, 0);
  } finally {
    await file.close();
  }
}

/** The bytes from `from` to `to`, or to where the file ends now; fewer when it is shorter. */
async function read(file: FileHandle, from: number, to?: number): Promise<Buffer> {
  const end = to ?? (await file.stat()).size;
  const buffer = Buffer.alloc(Math.max(0, end - from));
  // One read may give less than it was asked for.
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** Whole lines; the unfinished last one too where nothing more can be added to it. */
function linesOf(buffer: Buffer, finished: boolean): readonly string[] {
  const end = finished ? buffer.length : buffer.lastIndexOf(0x0a);
  const text = buffer.toString("utf8", 0, Math.max(0, end));
  return text.split("\n").filter((line) => line !== "");
}
