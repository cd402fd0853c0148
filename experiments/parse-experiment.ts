import { homedir } from "node:os";
import { basename } from "node:path";
import { derive } from "./derive.ts";
import type { OwnKnowledge } from "../knowledge/index.ts";
import type { Experiment } from "./experiment.ts";
import { ExperimentError, type Fault } from "./faults.ts";
import { crossChecks } from "./options/cross-checks.ts";
import type { Known } from "./options/known.ts";
import { addProblem, beginReading, type Place } from "./options/reading.ts";
import { expandedPath } from "./options/sections/infrastructure.ts";
import { checkSettings } from "./options/sections/kubernetes-checks.ts";
import { reportUnread } from "./options/unread.ts";
import { placedFault, type Override } from "./overrides.ts";
import { readBenchmark, readInfrastructure, readOwnSections } from "./read-sections.ts";

export interface ParsedExperiment {
  readonly experiment: Experiment;
  /** What is accepted, and probably not what was meant. */
  readonly warnings: readonly Fault[];
  /** Where each option stands, or would stand. */
  readonly places: ReadonlyMap<string, Place>;
}

/**
 * Reads the text of a .cfg file.
 * @param file the file's name, for messages and for the experiment's name
 * @param home the home folder that `~` in base_path stands for
 * @param own parameters of the user's own that the files of `[columbo] parameters` describe
 * @param overrides values in the place of the text's own
 * @throws ExperimentError with all faults of the text
 */
export function parseExperiment(
  text: string,
  file: string,
  home = homedir(),
  own?: OwnKnowledge,
  overrides: readonly Override[] = [],
): ParsedExperiment {
  const reading = beginReading(text, file, own, overrides);
  if (reading.scanned.sections.size === 0 && reading.faults.length > 0)
    throw new ExperimentError(reading.faults);

  const infrastructure = readInfrastructure(reading);
  const benchmark = readBenchmark(reading, infrastructure.infrastructure.infra_only === true);
  const sections = readOwnSections(reading);
  const derived = derive(reading.known);
  const problems = [
    ...crossChecks(reading.known, derived, reading.own),
    ...checkSettings(reading.known, sections.settings),
  ];
  for (const problem of problems) addProblem(reading, problem);
  reportUnread(reading, notRead(reading.known));

  const placed = (faults: readonly Fault[]): readonly Fault[] =>
    inOrder(faults).map((fault) => placedFault(fault, overrides));
  const warnings = placed(reading.warnings);
  if (reading.faults.length > 0) throw new ExperimentError(placed(reading.faults), warnings);
  // Without a fault every option has its value, which the types of a reading cannot know.
  const experiment = {
    name: basename(file).replace(/\.cfg$/, ""),
    file,
    ...infrastructure,
    ...benchmark,
    ...sections,
    ...(own === undefined ? {} : { own }),
    infrastructure: {
      ...infrastructure.infrastructure,
      base_path: expandedPath(infrastructure.infrastructure.base_path, home),
    },
    derived,
  } as Experiment;
  return { experiment, warnings, places: reading.places };
}

/** Sections that do not count in this file, with the reason. */
function notRead(known: Known): ReadonlyMap<string, string> {
  const provider = known.get("provider");
  const reasons: [string, string][] = [];
  if (known.get("infra_only") === true) reasons.push(["benchmark", "infra_only is true"]);
  for (const name of ["qemu", "local", "simulated", "existing"]) {
    if (typeof provider === "string" && provider !== name)
      reasons.push([name, `the provider is ${provider}`]);
  }
  return new Map(reasons);
}

function inOrder(faults: readonly Fault[]): readonly Fault[] {
  return faults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
