import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sha256Of } from "../../binaries/checksum.ts";
import { binariesFolder } from "../../binaries/index.ts";
import { withFolderLock } from "../../binaries/lock.ts";
import type { ProvisionerHost } from "../../contract.ts";
import { makeFolders } from "../../make-folders.ts";
import { debianSource, type DebianSource } from "./debian.ts";
import { makeDisk } from "./disk.ts";
import type { MachineImage } from "./machine-image.ts";
import { imageKey } from "./key.ts";
import { preload } from "./preload.ts";
import { makeTree } from "./tree.ts";

/** An image that Columbo built: an ext4 file system without a partition table, its kernel beside it. */
export interface BuiltImage extends MachineImage {
  /** The folder with all its files; named after everything that went into it. */
  readonly folder: string;
}

/** What goes into an image besides Debian. */
export interface ImageContents {
  /** Programs of this machine by their place in the image, for example usr/local/bin/kubelet. */
  readonly programs: Readonly<Record<string, string>>;
  /** Archives of container images that its containerd has from the start. */
  readonly archives: readonly string[];
}

/** Holds one folder for each image, beside those of Kubernetes' programs. */
export const machineImagesFolder = (): string => join(dirname(binariesFolder()), "machine-images");

const temporaryPrefix = ".tmp-";

const imageIn = (key: string): BuiltImage => {
  const folder = join(machineImagesFolder(), key);
  return {
    folder,
    key,
    disk: join(folder, "disk.raw"),
    format: "raw",
    boot: { kind: "kernel", kernel: join(folder, "vmlinuz"), initrd: join(folder, "initrd.img") },
  };
};

/**
 * The image with these contents: from the cache, or built, which takes half a minute. A build that was interrupted
 * leaves nothing that counts: the folder gets its name last.
 * @throws ProvisionError (exit code 3) with what a step said, or the signal's reason
 */
export async function ensureImage(contents: ImageContents, host: ProvisionerHost): Promise<BuiltImage> {
  const source = await debianSource();
  const image = imageIn(await keyOf(contents, source));
  if (await isThere(image)) return image;
  await makeFolders(machineImagesFolder());
  const wait = (): void => {
    host.report({
      kind: "note",
      text: `waiting for another process that builds images in ${machineImagesFolder()}`,
    });
  };
  return withFolderLock(machineImagesFolder(), host.signal, wait, async (signal) => {
    if (await isThere(image)) return image;
    await removeUnfinished();
    const start = performance.now();
    host.report({ kind: "step", text: `building the machines' image from Debian ${source.suite}` });
    await build(image, contents, source, signal);
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    host.report({ kind: "done", text: `built the machines' image in ${seconds} s` });
    return image;
  });
}

async function keyOf(contents: ImageContents, { suite, files }: DebianSource): Promise<string> {
  const sources = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return imageKey({ suite, sources: sources.join("\n"), contents: await sumsOf(contents) });
}

/** A name for what goes into an image besides its system. */
export async function keyOfContents(contents: ImageContents): Promise<string> {
  return imageKey({ suite: "", sources: "", contents: await sumsOf(contents) });
}

async function sumsOf({ programs, archives }: ImageContents): Promise<Readonly<Record<string, string>>> {
  const inside = [
    ...Object.entries(programs),
    ...archives.map((path, index) => [`archive-${String(index)}`, path] as const),
  ];
  const sums = await Promise.all(inside.map(async ([name, path]) => [name, await sha256Of(path)] as const));
  return Object.fromEntries(sums);
}

/** Only finished images have their name. */
async function isThere({ key }: BuiltImage): Promise<boolean> {
  const there: readonly string[] = await readdir(machineImagesFolder()).catch(() => []);
  return there.includes(key);
}

async function build(
  image: BuiltImage,
  { programs, archives }: ImageContents,
  source: DebianSource,
  signal: AbortSignal,
): Promise<void> {
  const temporary = await mkdtemp(join(machineImagesFolder(), temporaryPrefix));
  try {
    const [tree, made] = [join(temporary, "tree"), join(temporary, "image")];
    await mkdir(tree);
    await mkdir(made);
    await makeTree(tree, source, programs, signal);
    await preload(tree, archives, temporary, signal);
    await makeDisk(tree, made, signal);
    await writeFile(join(made, "packages.txt"), await packagesOf(tree));
    await rename(made, image.folder);
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Which versions went in, for whoever wonders later; a line each. */
async function packagesOf(tree: string): Promise<string> {
  const status = await readFile(join(tree, "var/lib/dpkg/status"), "utf8");
  const found = [...status.matchAll(/^Package: (\S+)\n(?:(?!Package: ).*\n)*?Version: (\S+)$/gm)];
  return `${found.map(([, name, version]) => `${name ?? ""} ${version ?? ""}`).join("\n")}\n`;
}

/** What builds that were killed left; only for the holder of the folder's lock. */
async function removeUnfinished(): Promise<void> {
  const left = (await readdir(machineImagesFolder())).filter((name) => name.startsWith(temporaryPrefix));
  for (const name of left)
    await rm(join(machineImagesFolder(), name), { recursive: true, force: true, maxRetries: 5 });
}
