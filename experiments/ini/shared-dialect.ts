import { parse } from "ini";
import type { Entry, ScannedFile } from "./scanned.ts";

// `ini` and Python's configparser read these forms alike: plain names, `=`, one line of printable ASCII
// without quotes, `#`, `;` and backslashes. Everything else they read differently, or `ini` drops silently.
const sharedName = /^(?!__proto__$)[\w-]+$/;
const sharedLine = /^[ \t]*(?!__proto__[ \t]*=)[\w.-]+[ \t]*=[ !$-&(-:<-[\]-~\t]*$/;

function isShared(entry: Entry, line: string | undefined): line is string {
  return entry.continued.length === 0 && line !== undefined && sharedLine.test(line);
}

/**
 * The values of all entries that both dialects read alike, as `ini` reads them. The scanner's values hold for
 * the rest, so that a file never means something else here than in Continuum.
 */
export function sharedValues(text: string, scanned: ScannedFile): ReadonlyMap<Entry, string> {
  const lines = text.split(/\r\n|\n|\r/);
  const sections = [...scanned.sections.values()]
    .filter((section) => sharedName.test(section.name))
    .map((section) => ({
      name: section.name,
      entries: [...section.entries.values()].filter((entry) => isShared(entry, lines[entry.line - 1])),
    }));
  const shared = sections.flatMap(({ name, entries }) => [
    `[${name}]`,
    ...entries.map((entry) => lines[entry.line - 1]),
  ]);
  const parsed = parse(shared.join("\n")) as Record<string, Record<string, unknown>>;
  return new Map(
    sections.flatMap(({ name, entries }) =>
      // `ini` turns true, false and null into values of JavaScript; here all are text still.
      entries.map((entry): [Entry, string] => [entry, String(parsed[name]?.[entry.written])]),
    ),
  );
}
