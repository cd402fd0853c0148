import { createReadStream } from "node:fs";
import { buffer } from "node:stream/consumers";
import { extract } from "tar-stream";
import { z } from "zod";
import { ProvisionError } from "../errors.ts";
import { mediaTypes, type Layer } from "./layout.ts";

const descriptor = z.object({ mediaType: z.string(), digest: z.string(), size: z.number() });
const indexSchema = z.object({
  manifests: z.array(descriptor.extend({ annotations: z.record(z.string(), z.string()).default({}) })),
});
const manifestSchema = z.object({ config: descriptor, layers: z.array(descriptor) });
const configSchema = z.object({ rootfs: z.object({ diff_ids: z.array(z.string()) }) });

/** A layer with its bytes. */
export interface ReadLayer extends Layer {
  readonly content: Buffer;
}

/**
 * Reads the layers of one image of an archive that `writeArchive` wrote, a few megabytes in all.
 * @throws ProvisionError when the archive is another or a damaged one, as a user's own may be
 */
export async function readLayers(archive: string, reference: string): Promise<readonly ReadLayer[]> {
  const entries = new Map<string, Buffer>();
  try {
    const tar = createReadStream(archive).pipe(extract());
    for await (const entry of tar) entries.set(entry.header.name, await buffer(entry));
    const content = (digest: string): Buffer => {
      const found = entries.get(`blobs/${digest.replace(":", "/")}`);
      if (found === undefined) throw new Error(`it lacks the blob ${digest}`);
      return found;
    };
    const json = (bytes: Buffer | undefined): unknown => JSON.parse(bytes?.toString("utf8") ?? "null");
    const image = indexSchema
      .parse(json(entries.get("index.json")))
      .manifests.find(({ annotations }) => annotations["io.containerd.image.name"] === reference);
    if (image?.mediaType !== mediaTypes.manifest) throw new Error(`it has no image ${reference}`);
    const manifest = manifestSchema.parse(json(content(image.digest)));
    const { rootfs } = configSchema.parse(json(content(manifest.config.digest)));
    return manifest.layers.map((layer, index) => ({
      descriptor: layer,
      diffId: rootfs.diff_ids[index] ?? layer.digest,
      content: content(layer.digest),
    }));
  } catch (error) {
    const why = error instanceof z.ZodError ? "its documents have another form" : (error as Error).message;
    throw new ProvisionError(
      `Image archive ${archive}: expected an OCI image layout with ${reference} (${why}): remove the file, and columbo makes a new one.`,
      3,
      { cause: error },
    );
  }
}
