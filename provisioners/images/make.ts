import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { withFolderLock } from "../binaries/lock.ts";
import type { ProvisionerHost } from "../contract.ts";
import { makeFolders } from "../make-folders.ts";
import { writeArchive, type ProgramImage } from "./archive.ts";
import { admitArchive, cachedArchive, imagesFolder, removeLeftovers, temporaryPrefix } from "./cache.ts";

/** An archive for the cache. */
export interface Making {
  /** What its name in the cache begins with. */
  readonly prefix: string;
  /** For the user, for example "the images of real nodes". */
  readonly what: string;
  /** @param scratch an empty folder, which is removed */
  readonly images: (scratch: string, signal: AbortSignal) => Promise<readonly ProgramImage[]>;
}

/** Makes an archive of images as the only process on the machine that does, unless it has come to be there. */
export async function makeArchive({ prefix, what, images }: Making, host: ProvisionerHost): Promise<string> {
  const folder = imagesFolder();
  await makeFolders(folder);
  const wait = (): void => {
    host.report({ kind: "note", text: `waiting for another process that builds images in ${folder}` });
  };
  return withFolderLock(folder, host.signal, wait, async (signal) => {
    const made = await cachedArchive(prefix);
    if (made !== undefined) return made;
    await removeLeftovers();
    const start = performance.now();
    host.report({ kind: "step", text: `building ${what}` });
    const temporary = await mkdtemp(temporaryPrefix());
    try {
      const file = join(temporary, "images.tar");
      await writeArchive(file, await images(temporary, signal), join(temporary, "layout"));
      const path = await admitArchive(file, prefix);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      host.report({ kind: "done", text: `built ${what} in ${seconds} s` });
      return path;
    } finally {
      await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}
