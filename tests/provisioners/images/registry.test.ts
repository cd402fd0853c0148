import { createHash } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { writeArchive } from "../../../provisioners/images/archive.ts";
import {
  buildApplicationImage,
  startRegistry,
  type RegistryImage,
} from "../../../provisioners/images/index.ts";

const references = { pause: "docker.io/columbo/pause:1", empty: "docker.io/columbo/empty:1" } as const;

let folder: string;
let image: RegistryImage;
let other: RegistryImage;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-registry-"));
  const path = join(folder, "images.tar");
  const program = { program: "empty", reference: references.empty, content: Buffer.from("a program") };
  await writeArchive(path, [program], join(folder, "layout"));
  const archive = { path, references };
  const blobs = join(folder, "blobs");
  image = await buildApplicationImage({ archive, folder: blobs, imageMB: 2, seed: 1 });
  other = await buildApplicationImage({ archive, folder: blobs, name: "other", imageMB: 0, seed: 1 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Manifest {
  readonly config: { readonly digest: string };
  readonly layers: readonly { readonly digest: string; readonly size: number }[];
}

async function serve(
  options: { readonly rateMBps?: number; readonly pullRateMBps?: number; readonly port?: number } = {},
) {
  const interrupted = new AbortController();
  const registry = await startRegistry({ images: [image, other], signal: interrupted.signal, ...options });
  onTestFinished(() => registry.stop());
  const get = (path: string, init?: RequestInit) => fetch(`${registry.url}${path}`, init);
  const manifest = async () => (await (await get("/v2/columbo/empty/manifests/1")).json()) as Manifest;
  return { ...registry, interrupted, get, manifest };
}

const digestOf = (bytes: ArrayBuffer): string =>
  `sha256:${createHash("sha256").update(Buffer.from(bytes)).digest("hex")}`;

describe("an image for pulls", () => {
  test("has its random bytes in several layers, the same for the same seed and name", async () => {
    expect(image.layerBytes).toBeGreaterThan(2e6);
    expect(image.layerBytes).toBeLessThan(2.02e6);
    const archive = { path: join(folder, "images.tar"), references };
    const build = (name: string, seed: number) =>
      buildApplicationImage({ archive, folder: join(folder, "again"), name, imageMB: 2, seed });
    expect((await build("empty", 1)).manifest).toEqual(image.manifest);
    expect((await build("empty", 2)).manifest.digest).not.toBe(image.manifest.digest);
    expect((await build("others", 1)).manifest.digest).not.toBe(image.manifest.digest);
    const registry = await serve();
    expect((await registry.manifest()).layers).toHaveLength(5);
  });
});

describe("a registry", () => {
  test("serves manifests by tag and by digest", async () => {
    const registry = await serve();
    expect(registry.references).toEqual([
      `127.0.0.1:${registry.port}/columbo/empty:1`,
      `127.0.0.1:${registry.port}/columbo/other:1`,
    ]);
    expect((await registry.get("/v2/")).status).toBe(200);
    for (const reference of ["1", image.manifest.digest]) {
      const path = `/v2/columbo/empty/manifests/${reference}`;
      const answer = await registry.get(path);
      expect(answer.headers.get("content-type")).toBe("application/vnd.oci.image.manifest.v1+json");
      expect(answer.headers.get("docker-content-digest")).toBe(image.manifest.digest);
      expect(digestOf(await answer.arrayBuffer())).toBe(image.manifest.digest);
      const head = await registry.get(path, { method: "HEAD" });
      expect(head.status).toBe(200);
      expect(head.headers.get("content-length")).toBe(String(image.manifest.size));
      expect((await head.arrayBuffer()).byteLength).toBe(0);
    }
    expect(registry.pulls()).toEqual([]);
  });

  test("serves blobs, whole and in parts, and remembers them", async () => {
    const registry = await serve();
    const { config, layers } = await registry.manifest();
    for (const { digest } of [config, ...layers]) {
      const answer = await registry.get(`/v2/columbo/empty/blobs/${digest}`);
      expect(answer.headers.get("docker-content-digest")).toBe(digest);
      expect(digestOf(await answer.arrayBuffer())).toBe(digest);
    }
    const [, { digest, size } = { digest: "", size: 0 }] = layers;
    const path = `/v2/columbo/empty/blobs/${digest}`;
    const whole = Buffer.from(await (await registry.get(path)).arrayBuffer());
    const part = async (range: string) => {
      const answer = await registry.get(path, { headers: { range } });
      const { status, headers } = answer;
      return { status, range: headers.get("content-range"), bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    const parts = [
      await part("bytes=0-0"),
      await part(`bytes=1000-`),
      await part(`bytes=5-${10 * size}`),
      await part("bytes=-7"),
    ];
    const bounds: readonly (readonly [number, number])[] = [
      [0, 1],
      [1000, size],
      [5, size],
      [size - 7, size],
    ];
    for (const [nth, [first, end]] of bounds.entries())
      expect(parts[nth]).toEqual({
        status: 206,
        range: `bytes ${first}-${end - 1}/${size}`,
        bytes: whole.subarray(first, end),
      });
    expect(await part(`bytes=${size}-`)).toMatchObject({ status: 416, range: `bytes */${size}` });
    for (const range of ["bytes=9-3", "lines=1-2", "bytes=0-1,4-5"])
      expect(await part(range)).toMatchObject({ status: 200, bytes: whole });
    const pulls = registry.pulls();
    expect(pulls[1]).toMatchObject({ repository: "columbo/empty", digest: layers[0]?.digest });
    expect(pulls.slice(0, 6).reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(image.layerBytes);
    for (const { start, end } of pulls) expect(end).toBeGreaterThanOrEqual(start);
  });

  test("refuses what it has not, and what would change it", async () => {
    const registry = await serve();
    const nothing = `sha256:${"0".repeat(64)}`;
    const errors: readonly (readonly [string, string])[] = [
      ["/v2/columbo/empty/manifests/2", "MANIFEST_UNKNOWN"],
      [`/v2/columbo/empty/manifests/${nothing}`, "MANIFEST_UNKNOWN"],
      [`/v2/columbo/empty/blobs/${nothing}`, "BLOB_UNKNOWN"],
      ["/v2/columbo/empty/blobs/..%2f..%2fimages.tar", "BLOB_UNKNOWN"],
      ["/v2/columbo/unknown/manifests/1", "NAME_UNKNOWN"],
      ["/elsewhere", "NAME_UNKNOWN"],
    ];
    for (const [path, code] of errors) {
      const answer = await registry.get(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get("content-type")).toBe("application/json");
      expect(await answer.json()).toMatchObject({ errors: [{ code }] });
    }
    const push = await registry.get("/v2/columbo/empty/blobs/uploads/", { method: "POST" });
    expect(push.status).toBe(405);
    expect(await push.json()).toMatchObject({ errors: [{ code: "UNSUPPORTED" }] });
  });

  test.each(["rateMBps", "pullRateMBps"])("keeps to %s, whatever the number of transfers", async (which) => {
    const rateMBps = 4;
    const registry = await serve({ [which]: rateMBps });
    const { layers } = await registry.manifest();
    const start = performance.now();
    await Promise.all(
      layers.map(async ({ digest }) =>
        (await registry.get(`/v2/columbo/empty/blobs/${digest}`)).arrayBuffer(),
      ),
    );
    expect(performance.now() - start).toBeGreaterThanOrEqual(image.layerBytes / rateMBps / 1000);
    expect(registry.pulls()).toHaveLength(layers.length);
  });

  test("notes what a client got that left, and goes on", async () => {
    const registry = await serve({ rateMBps: 1 });
    const [, layer] = (await registry.manifest()).layers;
    const path = `/v2/columbo/empty/blobs/${layer?.digest ?? ""}`;
    const leaving = new AbortController();
    const answer = await registry.get(path, { signal: leaving.signal });
    leaving.abort();
    await expect(answer.arrayBuffer()).rejects.toThrow();
    while (registry.pulls().length === 0) await sleep(10);
    expect(registry.pulls()[0]?.bytes).toBeLessThan(layer?.size ?? 0);
    expect((await registry.get("/v2/")).status).toBe(200);
  });

  test("stops in the middle of a transfer when it is interrupted, and more than once", async () => {
    const registry = await serve({ rateMBps: 0.01 });
    const [, layer] = (await registry.manifest()).layers;
    const answer = await registry.get(`/v2/columbo/empty/blobs/${layer?.digest ?? ""}`);
    registry.interrupted.abort();
    await expect(answer.arrayBuffer()).rejects.toThrow();
    await registry.stop();
    await registry.stop();
    await expect(registry.get("/v2/")).rejects.toThrow();
  });

  test("says when its port is taken", async () => {
    const { port } = await serve();
    await expect(serve({ port })).rejects.toMatchObject({
      exitCode: 3,
      message: `port ${port} for the registry of images on 127.0.0.1 is taken: choose another port or none`,
    });
  });
});
