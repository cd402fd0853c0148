import type { Entry, ScannedSection } from "../ini/scanned.ts";
import { quoted } from "../faults.ts";
import { didYouMean } from "./hints.ts";
import type { Reading } from "./reading.ts";
import { optionNames, ownSections, sectionNames, tablesWith } from "./registry.ts";

/**
 * Says what of the file was not read. Continuum passes over it in silence, so in its sections this is a warning;
 * in Columbo's own sections an unknown option is a fault.
 * @param notRead sections that are known but do not count in this file, with the reason
 */
export function reportUnread(reading: Reading, notRead: ReadonlyMap<string, string>): void {
  for (const section of reading.scanned.sections.values()) {
    const reason = notRead.get(section.name);
    if (reason !== undefined) warn(reading, section, `this section is not read, since ${reason}`);
    else if (!sectionNames.includes(section.name)) {
      warn(reading, section, `unknown section, not read${didYouMean(section.name, sectionNames)}`);
    } else if (section.name !== "kubernetes") {
      for (const entry of section.entries.values()) {
        if (!reading.used.has(entry)) reportEntry(reading, section, entry);
      }
    }
  }
  for (const entry of reading.scanned.defaults.values()) {
    if (reading.used.has(entry)) continue;
    const place = { file: reading.file, line: entry.line, section: "DEFAULT", key: entry.written };
    reading.warnings.push({ ...place, text: "no section reads this option" });
  }
}

function reportEntry(reading: Reading, section: ScannedSection, entry: Entry): void {
  const place = { file: reading.file, line: entry.line, section: section.name, key: entry.written };
  const conditions = tablesWith(section.name, entry.key).flatMap(({ when }) => when ?? []);
  if (conditions.length > 0) {
    reading.warnings.push({ ...place, text: `not read: it counts only with ${conditions.join(" or ")}` });
    return;
  }
  const own = ownSections.some((name) => name === section.name);
  const hint = didYouMean(entry.written, optionNames(section.name));
  if (!own) reading.warnings.push({ ...place, text: `unknown option, not read${hint}` });
  else {
    const known = optionNames(section.name).join(", ");
    const text = `unknown option ${quoted(entry.written)}${hint || `, expected one of ${known}`}`;
    reading.faults.push({ ...place, text });
  }
}

function warn(reading: Reading, section: ScannedSection, text: string): void {
  reading.warnings.push({ file: reading.file, line: section.line, section: section.name, text });
}
