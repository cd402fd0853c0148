import { createHash } from "node:crypto";
import { mkdtemp, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { sha256Of } from "../../../provisioners/binaries/checksum.ts";

const sumOf = (text: string): string => createHash("sha256").update(text).digest("hex");

it("a file's sum is its own, also when it changed without looking so or was replaced", async () => {
  const folder = await mkdtemp(join(tmpdir(), "columbo-sum-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "etcd");
  await writeFile(file, "one");
  expect(await sha256Of(file)).toBe(sumOf("one"));
  await writeFile(file, "two");
  expect(await sha256Of(file)).toBe(sumOf("two"));
  // From now on its sum is kept.
  await sleep(1100);
  expect([await sha256Of(file), await sha256Of(file)]).toEqual([sumOf("two"), sumOf("two")]);
  await writeFile(file, "ten");
  await utimes(file, 1, 1);
  expect(await sha256Of(file)).toBe(sumOf("ten"));
  await writeFile(`${file}.new`, "six");
  await utimes(`${file}.new`, 1, 1);
  await rename(`${file}.new`, file);
  expect(await sha256Of(file)).toBe(sumOf("six"));
  await rm(file);
  await expect(sha256Of(file)).rejects.toThrow("ENOENT");
});
