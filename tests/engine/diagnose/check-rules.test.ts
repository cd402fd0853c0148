import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkRules } from "../../../engine/diagnose/index.ts";
import { loadRules } from "../../../rules/index.ts";

const shipped = await checkRules();

it("finds no fault in the rules that come with Columbo", async () => {
  expect(shipped.faults).toEqual([]);
  expect(shipped.rules).toHaveLength((await loadRules()).length);
});

it.each(shipped.examples)("$rule: $example", ({ found, expected }) => {
  expect(found).toBe(expected);
});

it("reports faults and examples that come out otherwise, of every file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "columbo-rules-"));
  const example = (name: string, noise: string, expected: string): string =>
    `  - { name: ${name}, facts: { ${noise} }, expect: ${expected} }\n`;
  await writeFile(
    join(folder, "a.yaml"),
    `name: mine\ncause: a/b\ntitle: t\nstage: S1\nrequires: [noise.seconds]\n` +
      `conditions: { all: [{ fact: noise.seconds, operator: greaterThan, value: 1 }] }\nexplains: noise.seconds\nadvice: a\nexamples:\n` +
      example("one", "noise.seconds: 0.5", "fires") +
      example("two", "noise.seconds: 0.5", "does-not-fire") +
      example("three", "", "cannot-tell"),
  );
  await writeFile(join(folder, "b.yaml"), "name: half\n");
  const { faults, examples } = await checkRules([folder]);
  await rm(folder, { recursive: true });
  expect(new Set(faults.map(({ file }) => file))).toEqual(new Set([join(folder, "b.yaml")]));
  expect(examples.map(({ example: name, passed, why }) => [name, passed, why])).toEqual([
    ["one", false, "noise.seconds is 0.5 s, not more than 1 s"],
    ["two", true, "noise.seconds is 0.5 s, not more than 1 s"],
    ["three", true, "noise.seconds: it was not computed"],
  ]);
});
