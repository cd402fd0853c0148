import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Pack } from "tar-stream";
import { makeFolders } from "../make-folders.ts";

/** Names a blob (image-spec/descriptor.md); `digest` is "sha256:" and 64 hexadecimal digits. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** A layer as manifest and configuration name it. */
export interface Layer {
  readonly descriptor: Descriptor;
  /** The digest of the layer's tar before compression. */
  readonly diffId: string;
}

/** The types of image-spec/media-types.md that Columbo's images use. */
export const mediaTypes = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  tar: "application/vnd.oci.image.layer.v1.tar",
  tarGzip: "application/vnd.oci.image.layer.v1.tar+gzip",
} as const;

/** Where a blob lies in a folder of OCI image layout (image-spec/image-layout.md). */
export const blobPath = (layout: string, digest: string): string =>
  join(layout, "blobs", ...digest.split(":"));

/** Passes on what it hashes and counts. */
function meter() {
  const hash = createHash("sha256");
  let size = 0;
  async function* through(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  return { through, read: () => ({ digest: `sha256:${hash.digest("hex")}`, size }) };
}

/** Makes the folders of an empty layout. */
export const makeLayout = (layout: string): Promise<void> => makeFolders(join(layout, "blobs", "sha256"));

/** Writes a JSON document as a blob. */
export async function addJson(layout: string, mediaType: string, document: object): Promise<Descriptor> {
  const text = JSON.stringify(document);
  const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  await writeFile(blobPath(layout, digest), text);
  return { mediaType, digest, size: Buffer.byteLength(text) };
}

/**
 * Writes a layer from its tar. A gzip level of 0 stores the bytes as they are, which is also what every higher level
 * comes to for random bytes, after much work; undefined = a plain tar.
 */
export async function addLayer(layout: string, tar: Pack, gzipLevel?: number): Promise<Layer> {
  const [before, after] = [meter(), meter()];
  const temporary = join(layout, `layer-${process.hrtime.bigint()}`);
  try {
    const file = createWriteStream(temporary, { flags: "wx" });
    const compress = gzipLevel === undefined ? new PassThrough() : createGzip({ level: gzipLevel });
    await pipeline(Readable.from(tar), before.through, compress, after.through, file);
    const descriptor = {
      mediaType: gzipLevel === undefined ? mediaTypes.tar : mediaTypes.tarGzip,
      ...after.read(),
    };
    await rename(temporary, blobPath(layout, descriptor.digest));
    return { descriptor, diffId: before.read().digest };
  } finally {
    await rm(temporary, { force: true });
  }
}
