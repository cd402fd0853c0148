import { createCipheriv, createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pack } from "tar-stream";
import type { ImageArchive } from "./ensure.ts";
import { addImage } from "./image.ts";
import { addLayer, blobPath, makeLayout, type Descriptor, type Layer } from "./layout.ts";
import { readLayers } from "./read-archive.ts";

/** An image that a registry can serve. */
export interface RegistryImage {
  /** For example columbo/empty. */
  readonly repository: string;
  readonly tag: string;
  /** The folder that holds its blobs. */
  readonly layout: string;
  readonly manifest: Descriptor;
  /** Bytes of all layers, as they are transferred. */
  readonly layerBytes: number;
}

export interface ApplicationImageOptions {
  /** What `ensureImages` gave: the application's program comes from it. */
  readonly archive: ImageArchive;
  /** For the blobs; several images may share it. It belongs to the caller, who removes it. */
  readonly folder: string;
  /** Distinguishes images: each has its own random bytes and is columbo/<name>:1. */
  readonly name?: string;
  /** Million random bytes. */
  readonly imageMB: number;
  /** Equal seeds and names give equal bytes. */
  readonly seed: number;
}

/** More than the layers of an image that containerd fetches at a time by default (max_concurrent_downloads = 3). */
const randomLayers = 4;
const chunkBytes = 1 << 20;

/** Pseudo-random bytes, the key stream of AES: as hard to compress as any, and faster than a disk writes them. */
function* randomBytes(seed: string, size: number): Generator<Buffer> {
  const key = createHash("sha256").update(seed).digest();
  const stream = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  const zeros = Buffer.alloc(chunkBytes);
  for (let left = size; left > 0; left -= chunkBytes)
    yield stream.update(left < chunkBytes ? zeros.subarray(0, left) : zeros);
}

async function addRandomLayer(folder: string, seed: string, number: number, size: number): Promise<Layer> {
  const tar = pack();
  const file = tar.entry({ name: `data-${number}`, size, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 });
  const write = async (): Promise<void> => {
    await pipeline(Readable.from(randomBytes(`${seed}/${number}`, size)), file);
    tar.finalize();
  };
  const [layer] = await Promise.all([addLayer(folder, tar, 0), write()]);
  return layer;
}

/**
 * Makes a variant of the application's image with random bytes in further layers, so that a pull has something to
 * do. Takes about 10 ms a megabyte.
 */
export async function buildApplicationImage(options: ApplicationImageOptions): Promise<RegistryImage> {
  const { archive, folder, name = "empty", imageMB, seed } = options;
  await makeLayout(folder);
  const layers: Layer[] = [];
  for (const { descriptor, diffId, content } of await readLayers(archive.path, archive.references.empty)) {
    await writeFile(blobPath(folder, descriptor.digest), content);
    layers.push({ descriptor, diffId });
  }
  const bytes = Math.round(imageMB * 1e6);
  for (let number = 1; number <= randomLayers; number += 1) {
    const size =
      Math.floor((bytes * number) / randomLayers) - Math.floor((bytes * (number - 1)) / randomLayers);
    if (size > 0) layers.push(await addRandomLayer(folder, `${seed}/${name}`, number, size));
  }
  const manifest = await addImage(folder, "empty", layers);
  const layerBytes = layers.reduce((sum, { descriptor }) => sum + descriptor.size, 0);
  return { repository: `columbo/${name}`, tag: "1", layout: folder, manifest, layerBytes };
}
