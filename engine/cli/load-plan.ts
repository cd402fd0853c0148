import {
  faultLine,
  loadExperiment,
  planOf,
  type Experiment,
  type Override,
  type Plan,
} from "../../experiments/index.ts";

/** Reads an experiment file and plans it; warnings go to stderr, faults are thrown. */
export async function loadPlan(file: string, overrides: readonly Override[] = []): Promise<Plan> {
  return planOf(await readWithWarnings(file, overrides));
}

/** Reads an experiment file; warnings go to stderr, faults are thrown. */
export async function readWithWarnings(
  file: string,
  overrides: readonly Override[] = [],
): Promise<Experiment> {
  const { experiment, warnings } = await loadExperiment(file, overrides);
  for (const warning of warnings) process.stderr.write(`warning: ${faultLine(warning)}\n`);
  return experiment;
}
