import {
  defaultOf,
  findConstant,
  findParameter,
  parameters,
  type Parameter,
  type ParameterValue,
  type Setting,
} from "../../../knowledge/index.ts";
import { quoted } from "../../faults.ts";
import type { Entry, ScannedSection } from "../../ini/scanned.ts";
import { adviceFor, didYouMean } from "../hints.ts";
import { isOwnProvider } from "../known.ts";
import { readBool, readFloat, readInt } from "../python-values.ts";
import { valueOf, type Outcome, type Reading } from "../reading.ts";

/**
 * Reads `[kubernetes]`: parameters of the knowledge base under their own names, case not counting, as the
 * starting configuration. A parameter without a value keeps its default.
 */
export function readSettings(reading: Reading, section: ScannedSection): readonly Setting[] {
  const inherited = [...reading.scanned.defaults.values()].filter(
    ({ key }) => !section.entries.has(key) && findParameter(key) !== undefined,
  );
  return [...section.entries.values(), ...inherited].flatMap((entry) => {
    reading.used.add(entry);
    const outcome = readSetting(reading, section, entry);
    if ("value" in outcome) return outcome.value ?? [];
    const place = { file: reading.file, line: entry.line, section: section.name, key: entry.written };
    reading.faults.push({ ...place, text: outcome.fault });
    return [];
  });
}

function readSetting(reading: Reading, section: ScannedSection, entry: Entry): Outcome<Setting | undefined> {
  const parameter = findParameter(entry.key);
  if (parameter === undefined) return { fault: unknownParameter(entry) };
  const gone = missingInVersion(reading, parameter);
  if (gone !== undefined) return { fault: gone };
  const raw = valueOf(reading, section, entry);
  if ("fault" in raw) return raw;
  if (raw.value === "") return { value: undefined };
  const value = readParameterValue(parameter, raw.value);
  if (value !== undefined) return { value: { parameter: parameter.id, value } };
  const reads = (part: string): boolean => readParameterValue(parameter, part) !== undefined;
  const advice = adviceFor(entry, raw.value, reads, parameter.choices);
  return { fault: `expected ${expectedOf(parameter)}, got ${quoted(raw.value)}${advice}` };
}

function unknownParameter(entry: Entry): string {
  const constant = findConstant(entry.key);
  if (constant !== undefined) {
    return `compiled in with the value ${String(constant.value)}, cannot be set: remove this line`;
  }
  const hint = didYouMean(
    entry.written,
    parameters.map(({ id }) => id),
  );
  return `unknown parameter ${quoted(entry.written)}${hint || "; `columbo knowledge list` shows all that can be set"}`;
}

/** Only a version that Columbo itself will run says which parameters there are. */
function missingInVersion(reading: Reading, parameter: Parameter): string | undefined {
  const version = reading.known.get("kube_version");
  if (typeof version !== "string" || !isOwnProvider(reading.known)) return undefined;
  if (!/^v\d+\.\d+\.\d+$/.test(version)) return undefined;
  try {
    defaultOf(parameter, version);
    return undefined;
  } catch {
    return `this parameter does not exist in Kubernetes ${version}`;
  }
}

/** The value of a parameter, or undefined when the text is of another type, out of range or no choice. */
function readParameterValue(parameter: Parameter, raw: string): ParameterValue | undefined {
  switch (parameter.type) {
    case "integer":
      return inRange(parameter, readInt(raw));
    case "number":
      return inRange(parameter, readFloat(raw));
    case "boolean":
      return readBool(raw);
    case "string":
      return parameter.choices === undefined || parameter.choices.includes(raw) ? raw : undefined;
  }
}

function inRange({ range }: Parameter, value: number | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return range !== undefined && (value < range.min || value > range.max) ? undefined : value;
}

/** What a parameter takes, as the noun phrase after "expected". */
export function expectedOf({ type, range, choices, unit }: Parameter): string {
  if (choices !== undefined) return `one of ${choices.join(", ")}`;
  if (type === "boolean") return "yes/no, on/off, true/false or 1/0";
  if (type === "string") return "any text";
  const noun = type === "integer" ? "a whole number" : "a number";
  const span = range === undefined ? "" : ` from ${String(range.min)} to ${String(range.max)}`;
  return `${noun}${span}${unit === "" ? "" : ` (${unit})`}`;
}
