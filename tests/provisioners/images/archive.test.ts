import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { extract } from "tar-stream";
import { expect, test } from "vitest";
import { writeArchive } from "../../../provisioners/images/archive.ts";
import { readLayers } from "../../../provisioners/images/read-archive.ts";
import { readTar, temporaryFolder } from "./support.ts";

interface Named {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
}

const images = [
  { program: "pause", reference: "docker.io/columbo/pause:1", content: Buffer.from("one program") },
  { program: "empty", reference: "docker.io/columbo/empty:1", content: Buffer.alloc(70_000, "x") },
];

async function archiveIn(folder: string): Promise<string> {
  const file = join(folder, "images.tar");
  await writeArchive(file, images, join(folder, "layout"));
  return file;
}

test("an archive is an OCI image layout whose digests and sizes are right", async () => {
  const files = await readTar(await archiveIn(await temporaryFolder()));
  const json = (name: string): unknown => JSON.parse(files.get(name)?.toString() ?? "null");
  const blob = ({ digest, size }: Named): Buffer => {
    const content = files.get(`blobs/${digest.replace(":", "/")}`) ?? Buffer.of();
    expect(`sha256:${createHash("sha256").update(content).digest("hex")}`).toBe(digest);
    expect(content.length).toBe(size);
    return content;
  };
  expect(json("oci-layout")).toEqual({ imageLayoutVersion: "1.0.0" });
  const index = json("index.json") as {
    manifests: (Named & { annotations: Record<string, string> })[];
  };
  expect(index.manifests.map(({ annotations }) => annotations["io.containerd.image.name"])).toEqual(
    images.map(({ reference }) => reference),
  );
  const named = new Set<string>();
  for (const [nth, entry] of index.manifests.entries()) {
    const manifest = JSON.parse(blob(entry).toString()) as { config: Named; layers: [Named] };
    const config = JSON.parse(blob(manifest.config).toString()) as {
      rootfs: { diff_ids: string[] };
      config: { Entrypoint: string[] };
    };
    const [layer] = manifest.layers;
    expect(layer.mediaType).toBe("application/vnd.oci.image.layer.v1.tar");
    expect(config.rootfs.diff_ids).toEqual([layer.digest]);
    expect(config.config.Entrypoint).toEqual([`/${images[nth]?.program ?? ""}`]);
    for await (const file of Readable.from([blob(layer)]).pipe(extract())) {
      expect(file.header).toMatchObject({ name: images[nth]?.program, mode: 0o755, uid: 0, gid: 0 });
      expect(await buffer(file)).toEqual(images[nth]?.content);
    }
    for (const { digest } of [entry, manifest.config, layer]) named.add(digest.slice("sha256:".length));
  }
  const held = [...files.keys()].filter((name) => name.startsWith("blobs/"));
  expect(held.map((name) => name.split("/").at(-1)).sort()).toEqual([...named].sort());
});

test("equal programs give equal archives", async () => {
  const [one, other] = [await archiveIn(await temporaryFolder()), await archiveIn(await temporaryFolder())];
  expect((await readFile(one)).equals(await readFile(other))).toBe(true);
});

test("an archive of somebody else's is refused with what is wrong", async () => {
  const file = await archiveIn(await temporaryFolder());
  await expect(readLayers(file, "docker.io/columbo/other:1")).rejects.toMatchObject({
    exitCode: 3,
    message: `Image archive ${file}: expected an OCI image layout with docker.io/columbo/other:1 (it has no image docker.io/columbo/other:1): remove the file, and columbo makes a new one.`,
  });
  await expect(readLayers(import.meta.filename, "docker.io/columbo/empty:1")).rejects.toMatchObject({
    exitCode: 3,
  });
});
