import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  renderSimulatedHtml,
  renderSimulatedMarkdown,
  type SimulatedConfiguration,
  type SimulatedReport,
} from "../../reports/index.ts";
import { writeReport } from "../store/index.ts";
import type { Simulated } from "../what-if/configuration.ts";
import { columboVersion } from "./package-root.ts";
import type { WhatIf } from "./what-if.ts";

/** Writes both reports of a simulation into a folder and gives their paths. */
export async function writeSimulation(
  folder: string,
  { experiment, kubernetes, notes, asIs, changed }: WhatIf,
  label: string,
): Promise<readonly string[]> {
  const last = changed ?? asIs;
  const tail = changed === undefined ? "" : ` -> ${changed.deploymentSeconds.toFixed(1)} s`;
  const report: SimulatedReport = {
    experiment,
    kubernetes,
    columbo: columboVersion(),
    headline: `${last.containers} containers in ${asIs.deploymentSeconds.toFixed(1)} s${tail}, simulated`,
    notes,
    configurations: [
      configuration("As it is", asIs),
      ...(changed === undefined ? [] : [configuration(label, changed)]),
    ],
  };
  await mkdir(folder, { recursive: true });
  const files = {
    "simulation.md": renderSimulatedMarkdown(report),
    "simulation.html": await renderSimulatedHtml(report),
  };
  for (const [name, text] of Object.entries(files)) await writeReport(folder, name, text);
  return Object.keys(files).map((name) => join(folder, name));
}

function configuration(title: string, simulated: Simulated): SimulatedConfiguration {
  const { settings, deploymentSeconds, low, high, stages, timeline } = simulated;
  return { title, settings, deploymentSeconds, low, high, stages, timeline };
}
