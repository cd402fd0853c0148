import type { OwnKnowledge } from "../../knowledge/index.ts";
import type { Derived } from "../derive.ts";
import { applications } from "./applications/index.ts";
import { checkCapacity, checkFinite } from "./capacity.ts";
import { executionModels } from "./execution-models/index.ts";
import type { Known, Problem } from "./known.ts";
import type { Module } from "./option.ts";
import { providers } from "./providers/index.ts";
import { resourceManagers } from "./resource-managers/index.ts";
import { checkBenchmark } from "./sections/benchmark.ts";
import { checkColumbo } from "./sections/columbo.ts";
import { checkInfrastructure } from "./sections/infrastructure.ts";

/** Everything that must hold between options, of all sections and of the modules that were chosen. */
export function crossChecks(
  known: Known,
  derived: Derived | undefined,
  own?: OwnKnowledge,
): readonly Problem[] {
  return [
    ...checkInfrastructure(known),
    ...checkBenchmark(known),
    ...checkModule(applications, known, "application"),
    ...checkModule(executionModels, known, "model"),
    ...checkModule(providers, known, "provider"),
    ...checkModule(resourceManagers, known, "resource_manager"),
    ...checkColumbo(known, own),
    ...(derived === undefined ? [] : checkCapacity(known, derived)),
    ...checkFinite(known),
  ];
}

function checkModule(
  modules: Readonly<Record<string, Module>>,
  known: Known,
  chosenBy: string,
): readonly Problem[] {
  const name = known.get(chosenBy);
  return typeof name === "string" ? (modules[name]?.check(known) ?? []) : [];
}
