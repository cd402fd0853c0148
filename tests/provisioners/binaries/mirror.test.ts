import { readFile, rename, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { saysVersion } from "../../../provisioners/binaries/says-version.ts";
import { kubectlPath, mirrorAnswers, sha256 } from "./support/mirror.ts";
import { program } from "./support/programs.ts";
import { openWorld, type World } from "./support/world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

test("release files are got, checked, unpacked, and then taken from the cache", async () => {
  const mirror = await world.serve(await mirrorAnswers());
  const names = ["kubectl", "etcd", "kwok"] as const;
  const paths = await world.ensure(names, { mirror: mirror.url });
  const signal = new AbortController().signal;
  expect(await saysVersion("etcd", paths.etcd, signal)).toBe("v3.6.16");
  expect(await saysVersion("kwok", paths.kwok, signal)).toBe("v0.8.0");
  expect(await saysVersion("kubectl", paths.kubectl, signal)).toBe("v1.34.4");
  expect(world.texts).toContain(`downloading etcd v3.6.16 from ${new URL(mirror.url).host}`);
  expect(await world.leftovers()).toEqual([]);
  const before = mirror.asked.length;
  expect(await world.ensure(names, { mirror: mirror.url })).toEqual(paths);
  expect(mirror.asked).toHaveLength(before);
});

test("a redirect is followed", async () => {
  const answers = await mirrorAnswers();
  const kubectl = answers.get(kubectlPath)!;
  answers.set("/moved", kubectl);
  answers.set(kubectlPath, (response) => response.writeHead(302, { location: "/moved" }).end());
  const mirror = await world.serve(answers);
  const { kubectl: path } = await world.ensure(["kubectl"], { mirror: mirror.url });
  expect(await readFile(path, "utf8")).toBe(kubectl);
});

test("a mirror that lacks one file is still asked for the others", async () => {
  const answers = await mirrorAnswers();
  const archive = [...answers.keys()].find((path) => path.endsWith(".tar.gz"))!;
  answers.delete(archive);
  const mirror = await world.serve(answers);
  // A build of etcd, which this world has no modules for.
  await expect(world.ensure(["etcd", "kubectl", "kwok"], { mirror: mirror.url })).rejects.toThrow("etcd");
  const manifest = JSON.parse(await readFile(join(world.cache, "binaries.json"), "utf8")) as object;
  expect(manifest).toMatchObject({
    binaries: { kubectl: { source: "downloaded" }, kwok: { source: "downloaded" } },
  });
  expect(world.texts).toContain(
    `no download from ${new URL(mirror.url).host} (etcd: HTTP status 404): building from Go modules instead`,
  );
});

test("a program that says another version than it was got for is not taken", async () => {
  const answers = await mirrorAnswers();
  const wrong = program("kubectl", "1.33.0");
  answers.set(kubectlPath, wrong).set(`${kubectlPath}.sha256`, sha256(wrong));
  const mirror = await world.serve(answers);
  // It falls through to a build, which this world has no modules for.
  await expect(world.ensure(["kubectl"], { mirror: mirror.url })).rejects.toMatchObject({ exitCode: 3 });
  expect(world.texts.join("\n")).toMatch(/kubectl: it says v1\.33\.0, expected v1\.34\.4/);
  expect(await world.leftovers()).toEqual([]);
});

describe("a damaged cache", () => {
  const damages: Record<string, (path: string) => Promise<void>> = {
    "one changed byte, with size and time as they were": async (path) => {
      const { atime, mtime } = await stat(path);
      const content = await readFile(path);
      content[content.length - 2] = content.at(-2)! ^ 1;
      await writeFile(path, content);
      await utimes(path, atime, mtime);
    },
    "a cut-off file": (path) => truncate(path, 5),
  };

  test.each(Object.entries(damages))("%s: said, and only that one got again", async (_, damage) => {
    const mirror = await world.serve(await mirrorAnswers());
    const names = ["kubectl", "kwok"] as const;
    const { kubectl } = await world.ensure(names, { mirror: mirror.url });
    const good = await readFile(kubectl);
    await damage(kubectl);
    mirror.asked.length = 0;
    await world.ensure(names, { mirror: mirror.url });
    expect(await readFile(kubectl)).toEqual(good);
    expect(mirror.asked).toEqual([`${kubectlPath}.sha256`, kubectlPath]);
    expect(world.texts).toContain(
      "cached kubectl of Kubernetes v1.34.4 is corrupt (its checksum differs): getting it again",
    );
  });

  test("a file that no manifest lists, or a broken manifest, counts for nothing", async () => {
    const mirror = await world.serve(await mirrorAnswers());
    const { kubectl } = await world.ensure(["kubectl"], { mirror: mirror.url });
    const good = await readFile(kubectl);
    await writeFile(join(world.cache, "binaries.json"), '{"schema": 1, "binaries": {"kube');
    await writeFile(kubectl, "half a prog");
    await world.ensure(["kubectl"], { mirror: mirror.url });
    expect(await readFile(kubectl)).toEqual(good);
  });
});

test("what another version of Columbo got is kept: a name it alone knows, and the list that 0.1.0 wrote", async () => {
  const mirror = await world.serve(await mirrorAnswers());
  await world.ensure(["kubectl"], { mirror: mirror.url });
  const list = join(world.cache, "binaries.json");
  const { schema, binaries } = JSON.parse(await readFile(list, "utf8")) as {
    schema: number;
    binaries: Record<string, object>;
  };
  const later = { ...binaries, "kube-later": binaries["kubectl"] };
  await writeFile(list, JSON.stringify({ schema, binaries: later }));
  mirror.asked.length = 0;
  await world.ensure(["kubectl", "kwok"], { mirror: mirror.url });
  expect(mirror.asked.filter((path) => path.includes("kubectl"))).toEqual([]);
  expect(JSON.parse(await readFile(list, "utf8"))).toMatchObject({ binaries: { "kube-later": {} } });
  await rename(list, join(world.cache, "manifest.json"));
  mirror.asked.length = 0;
  await world.ensure(["kubectl", "kwok"], { mirror: mirror.url });
  expect(mirror.asked).toEqual([]);
});

test("a cache that cannot be written to is said in one sentence", async () => {
  const mirror = await world.serve(await mirrorAnswers());
  await writeFile(join(world.root, "columbo"), "a file where a folder should be");
  await expect(world.ensure(["kubectl"], { mirror: mirror.url })).rejects.toMatchObject({
    message: `Cannot write the binaries into ${world.cache} (ENOTDIR): make it writable, or set XDG_CACHE_HOME to a folder that is.`,
    exitCode: 3,
  });
});

test("an interrupt during a download leaves nothing", async () => {
  const answers = await mirrorAnswers();
  const interrupted = new AbortController();
  answers.set(kubectlPath, (response) => {
    response.write("#!/bin/sh\n");
    interrupted.abort(new Error("interrupted by the test"));
  });
  const mirror = await world.serve(answers);
  const got = world.ensure(["kubectl"], { mirror: mirror.url, signal: interrupted.signal });
  await expect(got).rejects.toThrow("interrupted by the test");
  expect(await world.leftovers()).toEqual([]);
});
