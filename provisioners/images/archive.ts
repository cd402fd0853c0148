import { createWriteStream } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { pack } from "tar-stream";
import { addFiles, addImage } from "./image.ts";
import { makeLayout, mediaTypes, type Descriptor } from "./layout.ts";

/** A program and the name that its image gets, for example docker.io/columbo/pause:1. */
export interface ProgramImage {
  /** Its path in the image, without the leading slash. */
  readonly program: string;
  readonly reference: string;
  readonly content: Buffer;
  /** Variables as NAME=VALUE; by default those of a program that waits. */
  readonly environment?: readonly string[];
}

/** containerd takes an image's whole name from an annotation of its own; others read the tag from OCI's. */
const named = (descriptor: Descriptor, reference: string) => ({
  ...descriptor,
  annotations: {
    "io.containerd.image.name": reference,
    "org.opencontainers.image.ref.name": reference.slice(reference.lastIndexOf(":") + 1),
  },
});

/**
 * Writes an archive that `ctr images import` takes: an OCI image layout as a tar (image-spec/image-layout.md). Layers
 * are not compressed, since the archive never leaves the machine. `scratch` is a folder for its making.
 */
export async function writeArchive(
  file: string,
  images: readonly ProgramImage[],
  scratch: string,
): Promise<void> {
  await makeLayout(scratch);
  const manifests = [];
  for (const { program, reference, content, environment } of images) {
    const layer = await addFiles(scratch, [{ path: program, mode: 0o755, content }]);
    manifests.push(named(await addImage(scratch, program, [layer], environment), reference));
  }
  const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests };
  const tar = pack();
  const add = (name: string, content: string | Buffer): void => {
    tar.entry({ name, mode: 0o644, mtime: new Date(0) }, content);
  };
  add("oci-layout", JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  add("index.json", JSON.stringify(index));
  const blobs = join(scratch, "blobs", "sha256");
  for (const name of (await readdir(blobs)).sort())
    add(`blobs/sha256/${name}`, await readFile(join(blobs, name)));
  tar.finalize();
  await pipeline(tar, createWriteStream(file, { flags: "wx" }));
}
