import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { pack } from "tar-stream";

/** A file of a machine. */
export interface MachineFile {
  /** Absolute, as the machine sees it. */
  readonly path: string;
  readonly text: string;
  /** By default for root alone. */
  readonly mode?: number;
}

/** Folders that a machine must have, absolute, for root alone. */
export type MachineFolders = readonly string[];

/**
 * Writes an archive, of mode 0600, that is unpacked at a machine's root: its folders, then its files. All belong to
 * root there.
 */
export async function writeBundle(
  archive: string,
  folders: MachineFolders,
  files: readonly MachineFile[],
): Promise<void> {
  const tar = pack();
  const mtime = new Date();
  for (const folder of folders)
    tar.entry({ name: `${relative(folder)}/`, type: "directory", mode: 0o700, mtime, uid: 0, gid: 0 });
  for (const { path, text, mode = 0o600 } of files)
    tar.entry({ name: relative(path), mode, mtime, uid: 0, gid: 0 }, text);
  tar.finalize();
  await pipeline(tar, createWriteStream(archive, { mode: 0o600 }));
}

function relative(path: string): string {
  return path.replace(/^\/+/, "");
}
