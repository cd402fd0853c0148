import { pack } from "tar-stream";
import { architecture } from "../binaries/downloads.ts";
import { addJson, addLayer, mediaTypes, type Descriptor, type Layer } from "./layout.ts";

/** A file of a layer: a program or its data. */
export interface LayerFile {
  /** Without the leading slash. */
  readonly path: string;
  readonly mode: number;
  readonly content: Buffer;
}

/** Equal inputs give equal bytes, so no time of their making is in an image. */
const madeAt = new Date(0);

/** Writes a layer with these files, which belong to root. */
export function addFiles(layout: string, files: readonly LayerFile[], gzipLevel?: number): Promise<Layer> {
  const tar = pack();
  for (const { path, mode, content } of files)
    tar.entry({ name: path, mode, mtime: madeAt, uid: 0, gid: 0 }, content);
  tar.finalize();
  return addLayer(layout, tar, gzipLevel);
}

/**
 * What programs that wait are told. One processor is enough for them: Go's runtime then neither starts threads for the
 * others nor reads the control group's limits.
 */
const waiting = ["PATH=/", "GOMAXPROCS=1"] as const;

/** Writes configuration and manifest of an image whose program is `/<program>` and gives the manifest's descriptor. */
export async function addImage(
  layout: string,
  program: string,
  layers: readonly Layer[],
  environment: readonly string[] = waiting,
): Promise<Descriptor> {
  const config = await addJson(layout, mediaTypes.config, {
    created: madeAt.toISOString(),
    architecture: architecture(),
    os: "linux",
    config: { Entrypoint: [`/${program}`], Env: environment, WorkingDir: "/" },
    rootfs: { type: "layers", diff_ids: layers.map(({ diffId }) => diffId) },
  });
  return addJson(layout, mediaTypes.manifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config,
    layers: layers.map(({ descriptor }) => descriptor),
  });
}
