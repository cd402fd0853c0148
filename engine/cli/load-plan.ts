import { planOf, readExperiment, type Plan } from "../../experiments/index.ts";

/** Reads an experiment file and plans it; warnings go to stderr, faults are thrown. */
export async function loadPlan(file: string): Promise<Plan> {
  const { experiment, warnings } = await readExperiment(file);
  for (const warning of warnings) process.stderr.write(`warning: ${warning.message}\n`);
  return planOf(experiment);
}
