import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { ProvisionerHost } from "../contract.ts";
import { builtPrefix, cachedArchive, cacheFault, cacheKey } from "./cache.ts";
import { makeArchive } from "./make.ts";
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
  const cached = await cachedArchive(builtPrefix(key, go?.version));
  if (cached !== undefined) return { path: cached, references };
  if (go === undefined) throw wantGo();
  try {
    const prefix = builtPrefix(key, go.version);
    const what = `the images of real nodes with Go ${go.version}`;
    const images = async (scratch: string, signal: AbortSignal) => {
      const built = await buildPrograms(go, sources, scratch, signal);
      return programs.map((program) => ({
        program,
        reference: references[program],
        content: built[program],
      }));
    };
    return { path: await makeArchive({ prefix, what, images }, host), references };
  } catch (error) {
    host.signal.throwIfAborted();
    throw cacheFault(error) ?? error;
  }
}
