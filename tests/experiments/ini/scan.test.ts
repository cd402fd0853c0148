import { describe, expect, test } from "vitest";
import { scan } from "../../../experiments/ini/scan.ts";
import { faultLine } from "../../../experiments/faults.ts";

/** The values before interpolation, as section.key -> text. */
function values(text: string): Record<string, string> {
  const scanned = scan(text, "a.cfg");
  expect(scanned.faults).toEqual([]);
  const sections = [...scanned.sections.values()];
  return Object.fromEntries(
    sections.flatMap(({ name, entries }) => [...entries.values()].map((e) => [`${name}.${e.key}`, e.raw])),
  );
}

function faults(text: string): string[] {
  return scan(text, "a.cfg").faults.map(faultLine);
}

describe("values, as Python's configparser reads them", () => {
  test.each<[string, string, Record<string, string>]>([
    ["blanks around key and value", "[s]\n  a  =  1  ", { "s.a": "1" }],
    ["a colon separates too, whichever comes first", "[s]\na: x=y\nb = x:y", { "s.a": "x=y", "s.b": "x:y" }],
    ["keys have no case, sections have", "[S]\nAbc = 1\n[s]\nABC = 2", { "S.abc": "1", "s.abc": "2" }],
    ["blanks inside brackets count", "[ s ]\na = 1", { " s .a": "1" }],
    ["quotes and backslashes are literal", `[s]\na = "x\\n"`, { "s.a": `"x\\n"` }],
    ["comments have lines of their own", "[s]\n# x = 1\n  ; y = 2\na = 1 # 2 ; 3", { "s.a": "1 # 2 ; 3" }],
    [
      "deeper lines continue a value",
      "[s]\na = 1\n  b = 2\n\n  # no\n  c\nd = 3",
      { "s.a": "1\nb = 2\n\nc", "s.d": "3" },
    ],
    ["an equally indented line does not", "[s]\n  a = 1\n  b = 2", { "s.a": "1", "s.b": "2" }],
    ["a value may begin on the next line", "[s]\na =\n  5", { "s.a": "\n5" }],
    ["a section ends a value", "[s]\na = 1\n[t]\n  b = 2", { "s.a": "1", "t.b": "2" }],
    ["no value", "[s]\na =\nb:", { "s.a": "", "s.b": "" }],
    ["CRLF, and CR alone", "[s]\r\na = 1\r\nb = 2\rc = 3", { "s.a": "1", "s.b": "2", "s.c": "3" }],
    ["Python's blanks", "[s]\n\u0085a\u00a0=\u001c1\u3000", { "s.a": "1" }],
    [
      "names that JavaScript knows",
      "[__proto__]\nconstructor = 1\n__proto__ = 2",
      { "__proto__.constructor": "1", "__proto__.__proto__": "2" },
    ],
  ])("%s", (_, text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  test("lines are those of the key, also behind continued values and comments", () => {
    const scanned = scan("# c\n[s]\n\na = 1\n  more\n; c\nB = 2", "a.cfg");
    const lines = [...scanned.sections.get("s")!.entries.values()].map(({ written, line }) => [
      written,
      line,
    ]);
    expect(lines).toEqual([
      ["a", 4],
      ["B", 7],
    ]);
  });

  test("[DEFAULT] is kept apart and may come twice", () => {
    const scanned = scan("[DEFAULT]\na = 1\n[s]\n[DEFAULT]\nb = 2", "a.cfg");
    expect([...scanned.sections.keys()]).toEqual(["s"]);
    expect([...scanned.defaults.keys()]).toEqual(["a", "b"]);
    expect(scanned.faults).toEqual([]);
  });
});

describe("faults, with their lines", () => {
  test.each<[string, string, string[]]>([
    ["a bare word", "[s]\nhello", ['a.cfg:2: [s]: expected "key = value", got "hello"']],
    ["no key", "[s]\n= 5", ['a.cfg:2: [s]: expected "key = value", got "= 5"']],
    [
      "text before the first section, once",
      "a = 1\nb = 2\n[s]",
      ['a.cfg:1: expected a [section] before the first option, got "a = 1"'],
    ],
    ["an empty header", "[]", ['a.cfg:1: expected a name between the brackets, got "[]"']],
    ["an open header", "[s", ['a.cfg:1: expected a closing bracket, "[section]", got "[s"']],
    [
      "an open header that could be an option",
      "[s]\n[a = 5",
      ['a.cfg:2: [s]: expected a closing bracket, "[section]", got "[a = 5"'],
    ],
    [
      "two closing brackets, which Python versions read differently",
      "[s] # [1]",
      ['a.cfg:1: expected one closing bracket, got "[s] # [1]": remove what follows the first'],
    ],
    [
      "an option twice, without case",
      "[s]\na = 1\nA = 2",
      ["a.cfg:3: [s] A: this option is there twice, first in line 2"],
    ],
    [
      "a section twice",
      "[s]\na = 1\n[s]\nb = 2",
      ["a.cfg:3: [s]: this section is there twice, first in line 1"],
    ],
    [
      "a byte-order mark",
      "\ufeff[s]\na = 1",
      ["a.cfg:1: the file begins with a byte-order mark: save it as UTF-8 without one"],
    ],
    ["NUL bytes", "[s]\na = \0", ["a.cfg: expected a text file, got one with NUL bytes"]],
    [
      "a line of 1 MB",
      `[s]\na = ${"x".repeat(1_000_000)}\nb = 1`,
      ["a.cfg:2: [s]: expected a line of at most 64 KiB, got 1000004 characters"],
    ],
    ["a larger file", "#\n".repeat(600_000), ["a.cfg: expected a file of at most 1 MiB, got a larger one"]],
  ])("%s", (_, text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  test("all of them at once, up to a limit", () => {
    expect(faults("[s]\nx\n= 1\na = 1\na = 2\n[")).toHaveLength(4);
    const many = faults(`[s]\n${"word\n".repeat(500)}`);
    expect(many).toHaveLength(101);
    expect(many.at(-1)).toBe("a.cfg:102: [s]: too many faults, the rest of the file was not read");
  });

  test("text behind a header is not read, which is a warning unless it is a comment", () => {
    const scanned = scan("[s] a = 1\n[t] # note\n[u]", "a.cfg");
    expect(scanned.faults).toEqual([]);
    expect(scanned.warnings.map(faultLine)).toEqual([
      'a.cfg:1: [s]: the text after the closing bracket is not read: "a = 1"',
    ]);
  });
});
