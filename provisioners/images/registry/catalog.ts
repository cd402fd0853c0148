import { readFile } from "node:fs/promises";
import type { RegistryImage } from "../application-image.ts";
import { blobPath, type Descriptor } from "../layout.ts";

/** A blob and the file that it is in. */
export interface StoredBlob extends Descriptor {
  readonly path: string;
}

/** All that is served of one repository. */
export interface Repository {
  /** By tag and by digest. */
  readonly manifests: ReadonlyMap<string, StoredBlob>;
  /** By digest. */
  readonly blobs: ReadonlyMap<string, StoredBlob>;
}

type Filling = Readonly<Record<keyof Repository, Map<string, StoredBlob>>>;

interface Manifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** Lists what the images consist of, by repository. */
export async function catalogOf(images: readonly RegistryImage[]): Promise<ReadonlyMap<string, Repository>> {
  const catalog = new Map<string, Filling>();
  for (const { repository, tag, layout, manifest } of images) {
    const stored = (blob: Descriptor): StoredBlob => ({ ...blob, path: blobPath(layout, blob.digest) });
    const { config, layers } = JSON.parse(await readFile(stored(manifest).path, "utf8")) as Manifest;
    const filling: Filling = catalog.get(repository) ?? { manifests: new Map(), blobs: new Map() };
    for (const name of [tag, manifest.digest]) filling.manifests.set(name, stored(manifest));
    for (const blob of [config, ...layers]) filling.blobs.set(blob.digest, stored(blob));
    catalog.set(repository, filling);
  }
  return catalog;
}
