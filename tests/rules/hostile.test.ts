/** Files that were written to do harm: each is refused in a sentence, in no time, and nothing in it is run. */
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readRules } from "../../rules/index.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-hostile-"));
});
afterEach(() => rm(folder, { recursive: true }));

const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"]
  .concat(
    "bcdefghi".split("").map((name, index) => {
      const before = "abcdefgh"[index] ?? "";
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]`;
    }),
  )
  .join("\n");

it.each([
  ["code in a tag", "name: !!js/function 'function () { process.exit(1) }'\n", /Unresolved tag/],
  ["a tag of its own", "name: !env HOME\n", /Unresolved tag/],
  ["aliases of aliases", bomb, /alias/i],
  ["brackets without end", "[".repeat(20_000), /nested too deeply|expected/i],
  ["maps in maps", `conditions: ${'{"not": '.repeat(400)}{}${"}".repeat(400)}\n`, /at most 50 levels/],
  ["keys of prototypes", "__proto__: { name: x }\nconstructor: y\n", /unknown key|is missing/],
])("%s", async (_, text, message) => {
  for (const name of ["rule.yaml", "facts.yaml"]) {
    await writeFile(join(folder, name), text);
  }
  const startedAt = performance.now();
  const { rules, facts, faults } = await readRules([folder]);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect([rules, facts]).toEqual([[], []]);
  expect(faults.find(({ file }) => file.endsWith("rule.yaml"))?.message).toMatch(message);
  expect(faults.some(({ file }) => file.endsWith("facts.yaml"))).toBe(true);
});

it("links to devices and to nowhere", async () => {
  await symlink("/dev/zero", join(folder, "zero.yaml"));
  await symlink(join(folder, "absent"), join(folder, "facts.yaml"));
  const { faults } = await readRules([folder]);
  expect(faults.map(({ message }) => message)).toEqual([
    "expected a rule file or a folder with rule files, there is none of this name",
    "expected a rule file, this is no regular file",
  ]);
});
