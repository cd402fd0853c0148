import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { ensureImages } from "../../../provisioners/images/index.ts";
import { installedGo } from "../binaries/support/world.ts";
import { cachedArchive, listener, ownCache, temporaryFolder } from "./support.ts";

// A cold build of Go's standard library takes a while, once.
vi.setConfig({ testTimeout: 300_000 });

/** Puts a Go that does not run before the others. */
async function breakGo(): Promise<void> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "go"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  vi.stubEnv("PATH", `${folder}:${process.env["PATH"] ?? ""}`);
}

describe.skipIf(installedGo === undefined)("with Go", () => {
  test("an archive is built once, and the same again on another day", async () => {
    const cache = await ownCache();
    const { host, texts } = listener();
    const archive = await ensureImages(host);
    expect(archive.references).toEqual({
      pause: "docker.io/columbo/pause:1",
      empty: "docker.io/columbo/empty:1",
    });
    expect(texts).toHaveLength(2);
    expect(await ensureImages(host)).toEqual(archive);
    expect(texts).toHaveLength(2);
    expect(await readdir(cache)).toHaveLength(1);
    await rm(archive.path);
    // The hash of its bytes is in its name.
    expect(await ensureImages(host)).toEqual(archive);
    expect(texts).toHaveLength(4);
  });

  test("a damaged archive is made again, and one without a Go to make another is used", async () => {
    await ownCache();
    const { host, texts } = listener();
    const { path } = await ensureImages(host);
    const good = await readFile(path);
    await writeFile(path, good.subarray(0, 100_000));
    expect((await ensureImages(host)).path).toBe(path);
    expect((await readFile(path)).equals(good)).toBe(true);
    expect(texts).toHaveLength(4);
    await breakGo();
    expect((await ensureImages(host)).path).toBe(path);
  });

  test("two at once build once", async () => {
    const cache = await ownCache();
    const [one, other] = [listener(), listener()];
    const archives = await Promise.all([ensureImages(one.host), ensureImages(other.host)]);
    expect(archives[0]).toEqual(archives[1]);
    const texts = [...one.texts, ...other.texts];
    expect(texts.filter((text) => text.startsWith("building"))).toHaveLength(1);
    expect(await readdir(cache)).toHaveLength(1);
  });

  test("an interrupt leaves nothing", async () => {
    const cache = await ownCache();
    const interrupted = new AbortController();
    const report = (): void => {
      interrupted.abort(new Error("interrupted by the test"));
    };
    await expect(ensureImages({ report, signal: interrupted.signal })).rejects.toThrow(
      "interrupted by the test",
    );
    expect(await readdir(cache)).toEqual([]);
  });

  test("a cache that cannot be written is said", async () => {
    const cache = await ownCache();
    await mkdir(join(cache, "..", ".."), { recursive: true });
    await writeFile(join(cache, ".."), "a file where the folder should be");
    await expect(ensureImages(listener().host)).rejects.toMatchObject({
      exitCode: 3,
      message: `Cannot write images into ${cache} (ENOTDIR): make it writable, or set XDG_CACHE_HOME to a folder that is.`,
    });
  });

  test("an archive in the user's folder of binaries goes before the cache", async () => {
    const { path } = await cachedArchive();
    await ownCache();
    const folder = await temporaryFolder();
    const given = join(folder, "images.tar");
    await writeFile(given, await readFile(path));
    expect((await ensureImages(listener(folder).host)).path).toBe(given);
  });
});

test("without Go and without an archive, the sentence names the command", async () => {
  await ownCache();
  await breakGo();
  await expect(ensureImages(listener().host)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(
      /^Images of real nodes: .* for want of Go 1\.21 or later: install it as a package .* or with curl .* images\.tar .* --bin-dir names\.$/,
    ) as string,
  });
});
