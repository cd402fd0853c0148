import { readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { sha256Of } from "./checksum.ts";
import { kubemarkEdition } from "./go/kubemark-source.ts";
import type { BinaryName } from "./names.ts";
import { versionOf } from "./versions.ts";

const entry = z.strictObject({
  version: z.string(),
  source: z.enum(["downloaded", "built"]),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifestSchema = z.strictObject({
  schema: z.literal(1),
  // Also names that only a newer Columbo knows: what it got is neither damage nor lost.
  binaries: z.record(z.string(), entry),
});

type Manifest = z.infer<typeof manifestSchema>;
export type Source = z.infer<typeof entry>["source"];

const manifestName = "binaries.json";
/** What Columbo 0.1.0 reads and writes; it takes a list with a name that it does not know for damaged. */
const firstManifestName = "manifest.json";
const empty: Manifest = { schema: 1, binaries: {} };

/** The user's cache folder; a relative XDG_CACHE_HOME counts for nothing, as the XDG specification has it. */
function cacheHome(): string {
  const asked = process.env["XDG_CACHE_HOME"];
  return asked?.startsWith("/") === true ? asked : join(homedir(), ".cache");
}

/** Holds one folder per Kubernetes version. */
export const binariesFolder = (): string => join(cacheHome(), "columbo", "binaries");

/** Where the binaries of one Kubernetes version are kept. */
export const cacheFolder = (kubernetes: string): string => join(binariesFolder(), kubernetes);

async function readManifest(folder: string): Promise<Manifest> {
  for (const name of [manifestName, firstManifestName])
    try {
      return manifestSchema.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
    } catch {
      // None yet, or damaged: what it lists cannot be trusted then.
    }
  return empty;
}

/** The version that a binary is listed with: of a program that Columbo changes, also what it changes. */
const listedVersion = (name: BinaryName, kubernetes: string): string =>
  versionOf(name, kubernetes) + (name === "kubemark" ? `+columbo.${kubemarkEdition}` : "");

/** State of one cached binary; "absent" is also what another version's or an unlisted file counts as. */
export type Health = "good" | "absent" | "corrupt";

async function healthOf(
  name: BinaryName,
  folder: string,
  kubernetes: string,
  manifest: Manifest,
): Promise<Health> {
  const listed = manifest.binaries[name];
  if (listed?.version !== listedVersion(name, kubernetes)) return "absent";
  const path = join(folder, name);
  try {
    const { size, mode } = await stat(path);
    // A remembered size, time or inode says nothing about the content: only the hash does.
    const sound = size === listed.bytes && (mode & 0o111) !== 0 && (await sha256Of(path)) === listed.sha256;
    return sound ? "good" : "corrupt";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "absent" : "corrupt";
  }
}

/** Checks the named binaries against the checksums that were noted when they were got. */
export async function examineCache<N extends BinaryName>(
  kubernetes: string,
  names: readonly N[],
): Promise<ReadonlyMap<N, Health>> {
  const folder = cacheFolder(kubernetes);
  const manifest = await readManifest(folder);
  const health = names.map(async (name): Promise<[N, Health]> => [
    name,
    await healthOf(name, folder, kubernetes, manifest),
  ]);
  return new Map(await Promise.all(health));
}

/** The Kubernetes versions that have a folder in the cache, whatever is in it. */
export async function cachedVersions(): Promise<readonly string[]> {
  try {
    return (await readdir(binariesFolder())).filter((name) => /^v\d/.test(name)).sort();
  } catch {
    return [];
  }
}

/**
 * Moves a finished, executable binary from the temporary folder (same file system) into its place and only then lists it,
 * so that a crash at any moment leaves either the whole binary or one that counts as absent.
 */
export async function admit(
  name: BinaryName,
  kubernetes: string,
  file: string,
  source: Source,
): Promise<void> {
  const folder = cacheFolder(kubernetes);
  const [sha256, { size: bytes }, manifest] = await Promise.all([
    sha256Of(file),
    stat(file),
    readManifest(folder),
  ]);
  await rename(file, join(folder, name));
  const binaries = {
    ...manifest.binaries,
    [name]: { version: listedVersion(name, kubernetes), source, bytes, sha256 },
  };
  const next = `${file}.${manifestName}`;
  await writeFile(next, `${JSON.stringify({ schema: 1, binaries }, undefined, 2)}\n`);
  await rename(next, join(folder, manifestName));
}

const temporaryPrefix = ".tmp-";

/** Where a new temporary folder goes: inside the version's own folder, so that a rename suffices. */
export const temporaryPath = (kubernetes: string): string => join(cacheFolder(kubernetes), temporaryPrefix);

/** Removes what interrupted setups left; only for the holder of the folder's lock. */
export async function removeLeftovers(kubernetes: string): Promise<void> {
  const folder = cacheFolder(kubernetes);
  const left = (await readdir(folder)).filter((name) => name.startsWith(temporaryPrefix));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
