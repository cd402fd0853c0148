import { readdir, readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { basename, dirname, extname, join } from "node:path";

/** A file beside a log that looks like an older part of it. */
export interface Sibling {
  readonly path: string;
  readonly inode: number;
  readonly modifiedAt: number;
}

/**
 * The older parts of a log, the oldest first: kubelet.log.1 and the like (logrotate), audit-2026-01-01T00-00-00.log
 * (the API server's own rotation).
 */
export async function siblingsOf(path: string): Promise<readonly Sibling[]> {
  const folder = dirname(path);
  const name = basename(path);
  const end = extname(name);
  const stem = end === "" ? name : name.slice(0, -end.length);
  const isPart = (other: string): boolean =>
    other !== name &&
    (other.startsWith(`${name}.`) ||
      other.startsWith(`${name}-`) ||
      (other.startsWith(`${stem}-`) && other.endsWith(end)));
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.filter(isPart).map(async (other): Promise<readonly Sibling[]> => {
      const file = join(folder, other);
      // It may be rotated on while it is looked at.
      const state = await stat(file).catch(() => undefined);
      return state?.isFile() === true ? [{ path: file, inode: state.ino, modifiedAt: state.mtimeMs }] : [];
    }),
  );
  return found.flat().sort((a, b) => a.modifiedAt - b.modifiedAt);
}

/**
 * The file that a log was copied to before it was cut, and what it has after `offset`: the one with the same bytes
 * before that. Undefined when there is none.
 */
export async function copyOf(
  files: readonly Sibling[],
  offset: number,
  mark: Buffer,
): Promise<{ readonly file: Sibling; readonly rest: Buffer } | undefined> {
  for (const file of files) {
    const bytes = await readPart(file);
    if (bytes.length >= offset && bytes.subarray(offset - mark.length, offset).equals(mark))
      return { file, rest: bytes.subarray(offset) };
  }
  return undefined;
}

/** All that is in an older part of a log, which may have been compressed. */
export async function readPart({ path }: Sibling): Promise<Buffer> {
  const bytes = await readFile(path);
  return path.endsWith(".gz") ? promisify(gunzip)(bytes) : bytes;
}
