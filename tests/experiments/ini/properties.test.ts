import { fc, test } from "@fast-check/vitest";
import { parse as parseIni } from "ini";
import { describe, expect } from "vitest";
import { ExperimentError, parseExperiment } from "../../../experiments/index.ts";
import { scan } from "../../../experiments/ini/scan.ts";
import { sharedValues } from "../../../experiments/ini/shared-dialect.ts";

const word = fc.stringMatching(/^[A-Za-z][\w-]{0,8}$/);
const plainValue = fc.stringMatching(/^[!$-&(-:<-[\]-~]([ !$-&(-:<-[\]-~]{0,12}[!$-&(-:<-[\]-~])?$|^$/);
const blank = fc.constantFrom("", " ", "  ", "\t");
const filler = fc.constantFrom("", "   ", "# a comment = 1", "; [another]", "  # indented");

const entry = fc.record({ key: word, value: plainValue, before: blank, after: blank, end: blank, filler });
const section = fc.record({
  name: word,
  entries: fc.uniqueArray(entry, { selector: ({ key }) => key.toLowerCase(), maxLength: 6 }),
});
/** A file of the dialect that `ini` and configparser share, with the line of every option. */
const sharedFile = fc
  .record({
    sections: fc.uniqueArray(section, { selector: ({ name }) => name, minLength: 1, maxLength: 4 }),
    newline: fc.constantFrom("\n", "\r\n"),
  })
  .map(({ sections, newline }) => {
    const lines: string[] = [];
    const expected: { section: string; key: string; value: string; line: number }[] = [];
    for (const { name, entries } of sections) {
      lines.push(`[${name}]`);
      for (const { key, value, before, after, end, filler: between } of entries) {
        lines.push(between, `${key}${before}=${after}${value}${end}`);
        expected.push({ section: name, key, value, line: lines.length });
      }
    }
    return { text: lines.join(newline), expected };
  });

/** Anything that could stand in such a file, in any order. */
const fragment = fc.oneof(
  fc.constantFrom(
    "[s]",
    "[s] x",
    "[",
    "[]",
    "[DEFAULT]",
    "a = 1",
    "A: 2",
    "  x = 9",
    "= 5",
    "word",
    "# c",
    "",
  ),
  fc.constantFrom(
    "a = %(a)s",
    "b = %",
    "\"q\" = 'v'",
    "k[] = 1",
    "[a.b]",
    "__proto__ = 1",
    "[__proto__]",
    "\ufeff",
  ),
  fc.string({ maxLength: 20, unit: "binary" }),
);
const anyText = fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join("\n"));

describe("the scanner", () => {
  test.prop([sharedFile])("agrees with ini on every file of the shared dialect", ({ text, expected }) => {
    const scanned = scan(text, "a.cfg");
    expect(scanned.faults).toEqual([]);
    const byIni = parseIni(text) as Record<string, Record<string, unknown>>;
    const shared = sharedValues(text, scanned);
    for (const { section: name, key, value, line } of expected) {
      const found = scanned.sections.get(name)!.entries.get(key.toLowerCase())!;
      expect(found).toMatchObject({ written: key, raw: value, line });
      expect(String(byIni[name]![key])).toBe(value);
      expect(shared.get(found)).toBe(value);
    }
  });

  test.prop([anyText])("never takes from ini what configparser reads differently", (text) => {
    const scanned = scan(text, "a.cfg");
    fc.pre(scanned.faults.length === 0);
    for (const [found, value] of sharedValues(text, scanned)) expect(value).toBe(found.raw);
  });

  test.prop([anyText])("never throws, and gives every entry the line it stands in", (text) => {
    const scanned = scan(text, "a.cfg");
    const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
    for (const { entries } of scanned.sections.values()) {
      for (const { written, line } of entries.values()) expect(lines[line - 1]).toContain(written);
    }
    for (const { line = 1 } of scanned.faults) expect(line).toBeLessThanOrEqual(lines.length + 1);
  });

  test.prop([anyText])("an experiment is refused with the one error that is ours", (text) => {
    expect(() => parseExperiment(text, "a.cfg")).toThrow(ExperimentError);
  });
});
