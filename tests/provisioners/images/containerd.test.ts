import { expect, onTestFinished, test, vi } from "vitest";
import { buildApplicationImage, startRegistry } from "../../../provisioners/images/index.ts";
import { installedGo } from "../binaries/support/world.ts";
import { cachedArchive, lacksContainerd, temporaryFolder } from "./support.ts";
import { throwAwayContainerd } from "./throw-away-containerd.ts";

vi.setConfig({ testTimeout: 300_000 });

const lacking = (await lacksContainerd()) ?? (installedGo === undefined ? "Go is not installed" : undefined);

test("containerd imports the archive", async ({ skip }) => {
  if (lacking !== undefined) skip(lacking);
  const ctr = await throwAwayContainerd();
  const { path, references } = await cachedArchive();
  await ctr("images", "import", path);
  const names = (await ctr("images", "ls", "--quiet")).split("\n");
  expect(names.sort()).toEqual(Object.values(references).sort());
  // Complete and unpacked, as the kubelet's runtime needs them.
  const checked = (await ctr("images", "check")).split("\n").slice(1);
  for (const line of checked) expect(line).toMatch(/ complete \(2\/2\).* true\s*$/);
});

test("containerd pulls from the registry no faster than its rate, and gets what it was promised", async ({
  skip,
}) => {
  if (lacking !== undefined) skip(lacking);
  const ctr = await throwAwayContainerd();
  const { signal } = new AbortController();
  const folder = await temporaryFolder();
  const archive = await cachedArchive();
  const image = await buildApplicationImage({ archive, folder, imageMB: 8, seed: 1 });
  const rateMBps = 10;
  const registry = await startRegistry({ images: [image], rateMBps, signal });
  onTestFinished(() => registry.stop());
  const [reference = ""] = registry.references;
  const start = performance.now();
  await ctr("images", "pull", "--plain-http", reference);
  expect(performance.now() - start).toBeGreaterThanOrEqual(image.layerBytes / rateMBps / 1000);
  expect(await ctr("images", "ls", `name==${reference}`)).toContain(image.manifest.digest);
  const pulls = registry.pulls();
  expect(pulls).toHaveLength(6);
  expect(pulls.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(image.layerBytes);
  const unknown = reference.replace(/:1$/, ":2");
  await expect(ctr("images", "pull", "--plain-http", unknown)).rejects.toThrow("not found");
});
