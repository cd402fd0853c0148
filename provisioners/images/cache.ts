import { createHash } from "node:crypto";
import { readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sha256Of } from "../binaries/checksum.ts";
import { architecture } from "../binaries/downloads.ts";
import { binariesFolder } from "../binaries/index.ts";
import { ProvisionError } from "../errors.ts";
import { fileFault } from "../file-fault.ts";

/** Raise it when archives are made in another way from the same sources. */
const making = 1;

/** Holds the archives, beside the folder of Kubernetes' programs. */
export const imagesFolder = (): string => join(dirname(binariesFolder()), "images");

/** What an archive's name begins with: all that goes into it but the Go release. */
export const cacheKey = (sources: object, references: object): string =>
  createHash("sha256")
    .update(JSON.stringify({ making, architecture: architecture(), sources, references }))
    .digest("hex")
    .slice(0, 16);

/** The name's beginning of what a Go release has built; without a release, of what any has. */
export const builtPrefix = (key: string, goVersion: string | undefined): string =>
  `${key}-go${goVersion === undefined ? "" : `${goVersion}-`}`;

/**
 * The archive in the cache whose name begins with this, if its content still has the hash at the name's end
 * (<key>-go<version>-<sha256>.tar). Without a Go, that of any release does: there is nothing to make another with.
 */
export async function cachedArchive(prefix: string): Promise<string | undefined> {
  const folder = imagesFolder();
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(prefix)).sort()) {
    const path = join(folder, name);
    const promised = /-([0-9a-f]{64})\.tar$/.exec(name)?.[1];
    const found = await sha256Of(path).catch(() => undefined);
    if (promised !== undefined && promised === found) return path;
  }
  return undefined;
}

/** Moves a finished archive from a folder on the same file system into its place, and gives its path there. */
export async function admitArchive(file: string, prefix: string): Promise<string> {
  const path = join(imagesFolder(), `${prefix}${await sha256Of(file)}.tar`);
  await rename(file, path);
  return path;
}

/** Where a temporary folder goes, so that a rename suffices in the end. */
export const temporaryPrefix = (): string => join(imagesFolder(), ".tmp-");

/** Removes what interrupted builds left; only for the holder of the folder's lock. */
export async function removeLeftovers(): Promise<void> {
  const folder = imagesFolder();
  const left = (await readdir(folder)).filter((name) => name.startsWith(".tmp-"));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

/** Says what a failed file operation in the cache means for the user; undefined when it is none that he can mend. */
export function cacheFault(error: unknown): ProvisionError | undefined {
  const fault = fileFault(error);
  if (fault === undefined) return undefined;
  const elsewhere = "set XDG_CACHE_HOME to a folder";
  const sentence =
    fault.kind === "no space"
      ? `No space left for images in ${imagesFolder()} (10 MB; 220 MB with a control plane's): free some, or ${elsewhere} on another disk.`
      : `Cannot write images into ${imagesFolder()} (${fault.code}): make it writable, or ${elsewhere} that is.`;
  return new ProvisionError(sentence, 3, { cause: error });
}
