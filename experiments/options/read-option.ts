import { quoted } from "../faults.ts";
import type { Entry, ScannedSection } from "../ini/scanned.ts";
import { adviceFor, nearest, swallowedOption } from "./hints.ts";
import type { OptionValue } from "./known.ts";
import type { Option } from "./option.ts";
import { addProblem, valueOf, type Outcome, type Reading } from "./reading.ts";
import { tablesWith } from "./registry.ts";

/**
 * Reads one option: what the file says, or what holds without it.
 * @param entry undefined when the file does not have the option
 */
export function readOption(
  reading: Reading,
  section: ScannedSection,
  key: string,
  option: Option<OptionValue>,
  entry: Entry | undefined,
): Outcome<OptionValue> {
  if (entry !== undefined) {
    const raw = valueOf(reading, section, entry);
    if ("fault" in raw) return raw;
    if (raw.value !== "") return converted(reading, key, option, entry, raw.value);
  }
  const { fallback } = option;
  if (fallback.kind === "value") return fallback;
  if (fallback.kind === "mandatory") return missing(reading, section, key, `expected ${option.expected}`);
  const result = fallback.of(reading.known);
  if (result === undefined) return { fault: "" };
  return "value" in result ? result : missing(reading, section, key, result.missing);
}

function converted(
  reading: Reading,
  key: string,
  option: Option<OptionValue>,
  entry: Entry,
  raw: string,
): Outcome<OptionValue> {
  const value = option.read(raw);
  if (value === undefined) {
    const advice = adviceFor(entry, raw, (part) => option.read(part) !== undefined, option.choices);
    return { fault: `expected ${option.expected}, got ${quoted(raw)}${advice}` };
  }
  if (option.type === "text" || option.type === "list") warnOfText(reading, key, entry, raw);
  return { value };
}

/** Free text takes everything, also what its author did not mean to be part of it. */
function warnOfText(reading: Reading, key: string, entry: Entry, raw: string): void {
  const swallowed = swallowedOption(entry);
  if (swallowed !== undefined) addProblem(reading, { key, text: swallowed, warning: true });
  if (/\s[#;]/.test(raw)) {
    // The value itself is not shown: it may be a credential.
    const text = "comments behind a value are part of it: put them on a line of their own";
    addProblem(reading, { key, text, warning: true });
  }
}

function missing(reading: Reading, section: ScannedSection, key: string, why: string): Outcome<never> {
  // A line that could not be read may well be this option: its own fault says what to do.
  const broken = reading.scanned.unreadable.some(({ text }) =>
    text.toLowerCase().startsWith(key.toLowerCase()),
  );
  if (broken) return { fault: "" };
  const strangers = [...section.entries.values()].filter(
    (entry) => tablesWith(section.name, entry.key).length === 0,
  );
  const near = nearest(
    key,
    strangers.map((entry) => entry.written),
  );
  const meant = strangers.find((entry) => entry.written === near);
  const hint = meant === undefined ? "" : `; is "${meant.written}" in line ${String(meant.line)} meant?`;
  return { fault: `missing, ${why}${hint}` };
}
