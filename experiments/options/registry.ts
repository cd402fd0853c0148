import { applications } from "./applications/index.ts";
import { executionModels } from "./execution-models/index.ts";
import type { Module, OptionTable } from "./option.ts";
import { providers, providerSections } from "./providers/index.ts";
import { resourceManagers } from "./resource-managers/index.ts";
import { benchmark } from "./sections/benchmark.ts";
import { columbo } from "./sections/columbo.ts";
import { executionModel } from "./sections/execution-model.ts";
import { infrastructure } from "./sections/infrastructure.ts";
import { installation } from "./sections/installation.ts";
import { network } from "./sections/network.ts";

/** A table of options with the section it belongs to and the choice that makes it count. */
export interface RegisteredTable {
  readonly section: string;
  /** For example "provider = gcp"; undefined when the table always counts. */
  readonly when?: string;
  readonly table: OptionTable;
}

const sectionOfProvider: Readonly<Record<string, string | undefined>> = providerSections;

function tablesOf(
  modules: Readonly<Record<string, Module>>,
  key: string,
  sectionOf: (name: string) => string,
): readonly RegisteredTable[] {
  return Object.entries(modules)
    .filter(([, module]) => Object.keys(module.options).length > 0)
    .map(([name, module]) => ({ section: sectionOf(name), when: `${key} = ${name}`, table: module.options }));
}

/** Every option there is, except those of `[kubernetes]`, which are the parameters of the knowledge base. */
export const registry: readonly RegisteredTable[] = [
  { section: "infrastructure", table: infrastructure },
  { section: "infrastructure", when: "network_emulation = true", table: network },
  ...tablesOf(providers, "provider", (name) => sectionOfProvider[name] ?? "infrastructure"),
  { section: "benchmark", table: benchmark },
  ...tablesOf(resourceManagers, "resource_manager", () => "benchmark"),
  ...tablesOf(applications, "application", () => "benchmark"),
  { section: "execution_model", table: executionModel },
  ...tablesOf(executionModels, "model", () => "execution_model"),
  { section: "columbo", table: columbo },
  { section: "kubernetes", table: installation },
];

/** Columbo's own sections, in which everything must be known; the others are Continuum's. */
export const ownSections = ["columbo", "kubernetes", "qemu", "local", "simulated", "existing"] as const;

export const sectionNames: readonly string[] = [
  ...new Set([...registry.map(({ section }) => section), ...ownSections]),
];

const tablesByOption = Map.groupBy(
  registry.flatMap((entry) =>
    Object.keys(entry.table).map((name) => ({ path: pathOf(entry.section, name), entry })),
  ),
  ({ path }) => path,
);

function pathOf(section: string, option: string): string {
  return `${section}.${option.toLowerCase()}`;
}

/** The tables that have this option in this section. */
export function tablesWith(section: string, option: string): readonly RegisteredTable[] {
  return (tablesByOption.get(pathOf(section, option)) ?? []).map(({ entry }) => entry);
}

/** All options that a section may have. */
export function optionNames(section: string): readonly string[] {
  return registry.filter((entry) => entry.section === section).flatMap(({ table }) => Object.keys(table));
}
