import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { GoToolchain } from "../binaries/go/toolchain.ts";
import { withFolderLock } from "../binaries/lock.ts";
import type { ProvisionerHost } from "../contract.ts";
import { makeFolders } from "../make-folders.ts";
import { writeArchive } from "./archive.ts";
import {
  admitArchive,
  cachedArchive,
  cacheFault,
  cacheKey,
  imagesFolder,
  removeLeftovers,
  temporaryPrefix,
} from "./cache.ts";
import { buildPrograms, programs, readSources, usableGo, wantGo, type Programs } from "./programs.ts";

/** The images' names in containerd and in manifests. */
export const references = {
  pause: "docker.io/columbo/pause:1",
  empty: "docker.io/columbo/empty:1",
} as const satisfies Programs<string>;

/** The images that real nodes need, as a file for `ctr -n k8s.io images import`. */
export interface ImageArchive {
  readonly path: string;
  readonly references: typeof references;
}

/** The archive's name in a folder of ready binaries. */
const givenName = "images.tar";

async function givenArchive(folder: string | undefined): Promise<string | undefined> {
  if (folder === undefined) return undefined;
  const path = resolve(join(folder, givenName));
  return (await stat(path).catch(() => undefined))?.isFile() === true ? path : undefined;
}

interface Making {
  readonly go: GoToolchain;
  readonly sources: Programs<string>;
  readonly key: string;
}

/** Builds programs and archive as the only process on the machine that does. */
async function make({ go, sources, key }: Making, host: ProvisionerHost): Promise<string> {
  const folder = imagesFolder();
  await makeFolders(folder);
  const wait = (): void => {
    host.report({ kind: "note", text: `waiting for another process that builds images in ${folder}` });
  };
  return withFolderLock(folder, host.signal, wait, async (signal) => {
    // Whoever held the lock before may have made it.
    const made = await cachedArchive(key, go.version);
    if (made !== undefined) return made;
    await removeLeftovers();
    const start = performance.now();
    host.report({ kind: "step", text: `building the images of real nodes with Go ${go.version}` });
    const temporary = await mkdtemp(temporaryPrefix());
    try {
      const scratch = join(temporary, "programs");
      await mkdir(scratch);
      const built = await buildPrograms(go, sources, scratch, signal);
      const images = programs.map((program) => ({
        program,
        reference: references[program],
        content: built[program],
      }));
      const file = join(temporary, givenName);
      await writeArchive(file, images, join(temporary, "layout"));
      const path = await admitArchive(file, key, go.version);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      host.report({ kind: "done", text: `built the images of real nodes in ${seconds} s` });
      return path;
    } finally {
      await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}

/**
 * Gives the archive with the images of pause and of the application, from the first that has it: the user's folder
 * (images.tar), the cache (checked by hash, a few milliseconds), a build with the installed Go (seconds; nothing is
 * fetched). Rejects with a ProvisionError (exit code 3), or with the signal's reason when interrupted.
 */
export async function ensureImages(host: ProvisionerHost): Promise<ImageArchive> {
  const given = await givenArchive(host.binDir);
  if (given !== undefined) return { path: given, references };
  const sources = await readSources();
  const key = cacheKey(sources, references);
  const go = await usableGo(host.signal);
  const cached = await cachedArchive(key, go?.version);
  if (cached !== undefined) return { path: cached, references };
  if (go === undefined) throw wantGo();
  try {
    return { path: await make({ go, sources, key }, host), references };
  } catch (error) {
    host.signal.throwIfAborted();
    throw cacheFault(error) ?? error;
  }
}
