import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extract } from "tar-stream";
import { createReadStream } from "node:fs";
import { buffer } from "node:stream/consumers";
import { onTestFinished, vi } from "vitest";
import { findExecutable } from "../../../provisioners/executable.ts";
import { ensureImages, type ImageArchive } from "../../../provisioners/images/index.ts";
import { run } from "../../../provisioners/index.ts";
import { installedGo } from "../binaries/support/world.ts";

const goCache =
  installedGo === undefined
    ? ""
    : (await run(installedGo.file, ["env", "GOCACHE"], { deadlineMs: 30_000 })).stdout;

/** A folder that goes when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-images-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Gives the test a cache of its own, but Go its old one, so that it need not compile the standard library again. */
export async function ownCache(): Promise<string> {
  const folder = await temporaryFolder();
  vi.stubEnv("XDG_CACHE_HOME", folder);
  vi.stubEnv("GOCACHE", goCache);
  // Nothing may be fetched.
  vi.stubEnv("GOPROXY", "off");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return join(folder, "columbo", "images");
}

/** A host that keeps what it was told. */
export function listener(binDir?: string) {
  const texts: string[] = [];
  const report = ({ text }: { readonly text: string }): void => {
    texts.push(text);
  };
  return {
    texts,
    host: { report, signal: new AbortController().signal, ...(binDir === undefined ? {} : { binDir }) },
  };
}

/** The archive in the user's cache. */
export const cachedArchive = (): Promise<ImageArchive> => ensureImages(listener().host);

/** The files of a tar, by name. */
export async function readTar(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const entry of createReadStream(path).pipe(extract()))
    files.set(entry.header.name, await buffer(entry));
  return files;
}

/** What stands in the way of a containerd of a test's own; undefined = nothing. */
export async function lacksContainerd(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return "containerd unpacks images only for root";
  for (const name of ["containerd", "ctr"])
    if ((await findExecutable([name])) === undefined) return `${name} is not installed`;
  return undefined;
}

/** Paths of what is mounted in the folder, the innermost first. */
export async function mountsIn(folder: string): Promise<readonly string[]> {
  const lines = (await readFile("/proc/self/mounts", "utf8")).split("\n");
  const paths = lines.map((line) => line.split(" ")[1] ?? "");
  return paths.filter((path) => path.startsWith(`${folder}/`)).reverse();
}
