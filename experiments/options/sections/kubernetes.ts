import {
  compareMinor,
  existsIn,
  anyDefaultOf,
  findAnyParameter,
  isKubernetesVersion,
  parameters,
  type OwnParameter,
  type Parameter,
  type Setting,
} from "../../../knowledge/index.ts";
import { quoted } from "../../faults.ts";
import type { Entry, ScannedSection } from "../../ini/scanned.ts";
import { adviceFor } from "../hints.ts";
import { isOwnProvider } from "../known.ts";
import { DEFAULT_KUBERNETES } from "../resource-managers/kubernetes-options.ts";
import { valueOf, type Outcome, type Reading } from "../reading.ts";
import { expectedOf, readParameterValue } from "./parameter-values.ts";
import { ignoredBesideFile } from "./ignored-flags.ts";
import { installation } from "./installation.ts";
import { unknownParameter } from "./unknown-parameter.ts";

/**
 * Reads `[kubernetes]`: parameters of the knowledge base under their own names, case not counting, as the
 * starting configuration. A parameter without a value keeps its default. What holds then is known of every
 * parameter but the faulty ones.
 */
export function readSettings(reading: Reading, section: ScannedSection): readonly Setting[] {
  const inherited = [...reading.scanned.defaults.values()].filter(
    ({ key }) => !section.entries.has(key) && findAnyParameter(key, reading.own) !== undefined,
  );
  const version = versionOf(reading);
  for (const parameter of [...parameters, ...(reading.own?.parameters ?? [])])
    reading.known.set(parameter.id, anyDefaultOf(parameter, version));
  return [...section.entries.values(), ...inherited].flatMap((entry) => {
    if (entry.key in installation) return [];
    reading.used.add(entry);
    const place = { section: section.name, line: entry.line };
    const id = findAnyParameter(entry.key, reading.own)?.id ?? entry.key;
    reading.places.set(id, place);
    const outcome = readSetting(reading, section, entry);
    if ("fault" in outcome) {
      reading.known.delete(id);
      reading.faults.push({ file: reading.file, ...place, key: entry.written, text: outcome.fault });
      return [];
    }
    if (outcome.value === undefined) return [];
    reading.known.set(id, outcome.value.value);
    return [outcome.value];
  });
}

function readSetting(reading: Reading, section: ScannedSection, entry: Entry): Outcome<Setting | undefined> {
  const parameter = findAnyParameter(entry.key, reading.own);
  if (parameter === undefined) {
    const ignored = ignoredBesideFile(entry.key);
    if (ignored !== undefined) return { fault: ignored };
    const version = isOwnProvider(reading.known) ? versionOf(reading) : undefined;
    return { fault: unknownParameter(entry, version, reading.own) };
  }
  const gone = missingInVersion(reading, parameter);
  if (gone !== undefined) return { fault: gone };
  const raw = valueOf(reading, section, entry);
  if ("fault" in raw) return raw;
  if (raw.value === "") return { value: undefined };
  const value = readParameterValue(parameter, raw.value);
  if (value !== undefined) return { value: { parameter: parameter.id, value } };
  const reads = (part: string): boolean => readParameterValue(parameter, part) !== undefined;
  const choices = "choices" in parameter ? parameter.choices : undefined;
  const advice = adviceFor(entry, raw.value, reads, choices);
  return { fault: `expected ${expectedOf(parameter)}, got ${quoted(raw.value)}${advice}` };
}

/** Only a version that Columbo itself will run says which parameters there are. */
function missingInVersion(reading: Reading, parameter: Parameter | OwnParameter): string | undefined {
  if ("default" in parameter) return undefined;
  const version = versionOf(reading);
  if (!isOwnProvider(reading.known) || existsIn(parameter, version)) return undefined;
  const { introduced, until } = parameter;
  const span =
    until !== undefined && compareMinor(until, version) <= 0
      ? `cannot be set from Kubernetes v${until} on`
      : `this parameter came with Kubernetes v${introduced ?? ""}`;
  return `${span}, the experiment's is ${version}: remove it`;
}

function versionOf(reading: Reading): string {
  const version = reading.known.get("kube_version");
  return typeof version === "string" && isKubernetesVersion(version) ? version : DEFAULT_KUBERNETES;
}
