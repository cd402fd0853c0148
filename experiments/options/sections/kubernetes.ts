import {
  defaultOf,
  existsIn,
  findParameter,
  isKubernetesVersion,
  parameters,
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
import { unknownParameter } from "./unknown-parameter.ts";

/**
 * Reads `[kubernetes]`: parameters of the knowledge base under their own names, case not counting, as the
 * starting configuration. A parameter without a value keeps its default. What holds then is known of every
 * parameter but the faulty ones.
 */
export function readSettings(reading: Reading, section: ScannedSection): readonly Setting[] {
  const inherited = [...reading.scanned.defaults.values()].filter(
    ({ key }) => !section.entries.has(key) && findParameter(key) !== undefined,
  );
  const version = versionOf(reading);
  for (const parameter of parameters) reading.known.set(parameter.id, defaultOf(parameter, version));
  return [...section.entries.values(), ...inherited].flatMap((entry) => {
    reading.used.add(entry);
    const place = { section: section.name, line: entry.line };
    const id = findParameter(entry.key)?.id ?? entry.key;
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
  const parameter = findParameter(entry.key);
  if (parameter === undefined) {
    const version = isOwnProvider(reading.known) ? versionOf(reading) : undefined;
    return { fault: unknownParameter(entry, version) };
  }
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

/** Only a version that Columbo itself will run says which parameters there are. */
function missingInVersion(reading: Reading, parameter: Parameter): string | undefined {
  const version = versionOf(reading);
  if (!isOwnProvider(reading.known) || existsIn(parameter, version)) return undefined;
  return `this parameter came with Kubernetes v${parameter.introduced ?? ""}, the experiment's is ${version}: remove this line`;
}

function versionOf(reading: Reading): string {
  const version = reading.known.get("kube_version");
  return typeof version === "string" && isKubernetesVersion(version) ? version : DEFAULT_KUBERNETES;
}
