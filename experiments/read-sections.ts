import type { Setting } from "../knowledge/index.ts";
import type { Experiment } from "./experiment.ts";
import type { ScannedSection } from "./ini/scanned.ts";
import { applications } from "./options/applications/index.ts";
import { executionModels } from "./options/execution-models/index.ts";
import type { Values } from "./options/option.ts";
import { providers, providerSections } from "./options/providers/index.ts";
import { readModule, readTable } from "./options/read-table.ts";
import type { Reading } from "./options/reading.ts";
import { resourceManagers } from "./options/resource-managers/index.ts";
import { benchmark } from "./options/sections/benchmark.ts";
import { columbo } from "./options/sections/columbo.ts";
import { executionModel } from "./options/sections/execution-model.ts";
import { infrastructure } from "./options/sections/infrastructure.ts";
import { installation } from "./options/sections/installation.ts";
import { readSettings } from "./options/sections/kubernetes.ts";
import { network } from "./options/sections/network.ts";

type InfrastructureParts = Pick<Experiment, "network"> & {
  readonly infrastructure: Partial<Values<typeof infrastructure>>;
  readonly provider: Experiment["provider"] | undefined;
};
type BenchmarkParts = Pick<Experiment, "benchmark" | "resourceManager" | "application" | "executionModel">;

/** `[infrastructure]` and the provider's own section. */
export function readInfrastructure(reading: Reading): InfrastructureParts {
  const section = needed(reading, "infrastructure", "every experiment has one");
  if (section === undefined) return { infrastructure: {}, network: undefined, provider: undefined };
  const values = readTable(reading, section, infrastructure);
  const shaped = values.network_emulation === true ? readTable(reading, section, network) : undefined;
  const own = values.provider === undefined ? undefined : providerSections[values.provider];
  const providerSection = own === undefined ? section : optional(reading, own);
  return {
    infrastructure: values,
    network: shaped as Experiment["network"],
    provider: readModule(reading, providerSection, providers, values.provider),
  };
}

/** `[benchmark]` and `[execution_model]`; Continuum checks the latter's model even where it uses neither. */
export function readBenchmark(reading: Reading, infraOnly: boolean): BenchmarkParts {
  const modelSection = reading.scanned.sections.get("execution_model");
  const model = modelSection === undefined ? undefined : readTable(reading, modelSection, executionModel);
  const nothing = {
    benchmark: undefined,
    resourceManager: undefined,
    application: undefined,
    executionModel: undefined,
  };
  if (infraOnly) return nothing;
  const section = needed(reading, "benchmark", "or infra_only = true in [infrastructure]");
  if (section === undefined) return nothing;
  const values = readTable(reading, section, benchmark);
  return {
    benchmark: values as Experiment["benchmark"],
    application: readModule(reading, section, applications, values.application),
    resourceManager: readModule(reading, section, resourceManagers, values.resource_manager),
    executionModel: modelSection && readModule(reading, modelSection, executionModels, model?.model),
  };
}

/** Columbo's own sections; each may be left out. */
export function readOwnSections(reading: Reading): {
  readonly columbo: Partial<Values<typeof columbo>>;
  readonly installation: Partial<Values<typeof installation>>;
  readonly settings: readonly Setting[];
} {
  return {
    columbo: readTable(reading, optional(reading, "columbo"), columbo),
    installation: readTable(reading, optional(reading, "kubernetes"), installation),
    settings: readSettings(reading, optional(reading, "kubernetes")),
  };
}

function optional(reading: Reading, name: string): ScannedSection {
  return reading.scanned.sections.get(name) ?? { name, line: 1, entries: new Map() };
}

function needed(reading: Reading, name: string, why: string): ScannedSection | undefined {
  const section = reading.scanned.sections.get(name);
  // A header that could not be read may be this one: its own fault says what to do.
  const broken = reading.scanned.unreadable.some(
    (line) => line.section === undefined || line.text.startsWith("["),
  );
  if (section === undefined && !broken) {
    reading.faults.push({ file: reading.file, text: `the section [${name}] is missing: ${why}` });
  }
  return section;
}
