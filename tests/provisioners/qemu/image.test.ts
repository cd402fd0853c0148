import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { debianSource } from "../../../provisioners/qemu/image/debian.ts";
import { ensureImage, machineImagesFolder } from "../../../provisioners/qemu/image/ensure.ts";
import { imageKey } from "../../../provisioners/qemu/image/key.ts";
import { lackOfMachines } from "../../support/virtual-machines.ts";

const lack = await lackOfMachines();
let cache = "";

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "columbo-cache-"));
  vi.stubEnv("XDG_CACHE_HOME", cache);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true, force: true, maxRetries: 10 });
});

describe("the key of an image", () => {
  const input = { suite: "bookworm", sources: "deb x", contents: { "usr/local/bin/a": "1", b: "2" } };

  it("is the same for the same contents in another order, and another one for every change", () => {
    const key = imageKey(input);
    expect(imageKey({ ...input, contents: { b: "2", "usr/local/bin/a": "1" } })).toBe(key);
    const others = [
      { ...input, suite: "trixie" },
      { ...input, sources: "deb y" },
      { ...input, contents: { ...input.contents, b: "3" } },
    ];
    for (const other of others) expect(imageKey(other)).not.toBe(key);
  });
});

describe("Debian's packages", () => {
  it("come from its own servers where this machine has another system", async () => {
    expect(await debianSource(cache)).toEqual({ suite: "bookworm", files: [] });
  });
});

describe.skipIf(lack !== undefined)(`an image${lack === undefined ? "" : ` (skipped: ${lack})`}`, () => {
  it("whose building is interrupted leaves nothing behind", { timeout: 120_000 }, async () => {
    const stop = new AbortController();
    const building = ensureImage(
      { programs: {}, archives: [] },
      {
        signal: stop.signal,
        report: () => {
          setTimeout(() => {
            stop.abort(new Error("interrupted"));
          }, 2000);
        },
      },
    );
    await expect(building).rejects.toThrow("interrupted");
    expect((await readdir(machineImagesFolder())).filter((name) => name !== ".lock")).toEqual([]);
  });
});
