import { appendFile, copyFile, mkdtemp, rename, rm, truncate, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openTail } from "../../../engine/observe/log-tail.ts";

async function tailOf(before: string | undefined, name = "kubelet.log") {
  const folder = await mkdtemp(join(tmpdir(), "columbo-tail-"));
  const path = join(folder, name);
  if (before !== undefined) await writeFile(path, before);
  const tail = await openTail({ path });
  onTestFinished(async () => {
    await tail.close();
    await rm(folder, { recursive: true });
  });
  return { folder, path, tail };
}

test("gives the whole lines written since it was opened", async () => {
  const { path, tail } = await tailOf("old\n");
  expect(await tail.lines()).toEqual([]);
  await appendFile(path, "new é\nnewer\nhalf");
  expect(await tail.lines()).toEqual(["new é", "newer"]);
  await appendFile(path, " done\n");
  expect(await tail.lines()).toEqual(["new é", "newer", "half done"]);
});

test("begins at 0 when the log does not exist yet", async () => {
  const { path, tail } = await tailOf(undefined);
  expect(await tail.lines()).toEqual([]);
  await writeFile(path, "first\n");
  expect(await tail.lines()).toEqual(["first"]);
});

test("follows a log that is renamed, twice", async () => {
  const { folder, path, tail } = await tailOf("old\n", "audit.log");
  await writeFile(join(folder, "other.log"), "not of it\n");
  await appendFile(path, "one\n");
  await rename(path, join(folder, "audit-2026-11-25T08-00-00.000.log"));
  await writeFile(path, "two\n");
  await new Promise((resolve) => setTimeout(resolve, 20));
  await rename(path, join(folder, "audit-2026-11-25T08-00-01.000.log"));
  await writeFile(path, "three\nhalf");
  expect(await tail.lines()).toEqual(["one", "two", "three"]);
});

test("keeps the lines of a log that is renamed and then removed", async () => {
  const { folder, path, tail } = await tailOf("old\n");
  await appendFile(path, "one\n");
  await rename(path, join(folder, "kubelet.log.1"));
  await unlink(join(folder, "kubelet.log.1"));
  await writeFile(path, "two\n");
  expect(await tail.lines()).toEqual(["one", "two"]);
});

test.each([
  ["stays shorter", "two\n"],
  ["has become longer than it was", `${"x".repeat(100)}\ntwo\n`],
])("finds the copy of a log that was cut and %s", async (_name, after) => {
  const { folder, path, tail } = await tailOf("old line\nolder line\n");
  await writeFile(join(folder, "kubelet.log.2.gz"), gzipSync("something else\n"));
  await appendFile(path, "one\nha");
  await copyFile(path, join(folder, "kubelet.log.1"));
  await truncate(path);
  await appendFile(path, after);
  expect((await tail.lines()).filter((line) => !line.startsWith("x"))).toEqual([
    "one",
    "ha",
    "something else",
    "two",
  ]);
});

test("finds the copy of a log that was empty", async () => {
  const { folder, path, tail } = await tailOf("");
  await appendFile(path, "one\n");
  await copyFile(path, join(folder, "kubelet.log.1"));
  await truncate(path);
  await appendFile(path, "two\n");
  expect(await tail.lines()).toEqual(["one", "two"]);
});

test("says so when a log was cut and nothing has its lines", async () => {
  const { path, tail } = await tailOf("a long line\n");
  await writeFile(path, "x\n");
  await expect(tail.lines()).rejects.toThrow(`${path} was cut during the trial and no copy has its lines`);
});
