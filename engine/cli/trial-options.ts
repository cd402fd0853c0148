import type { Command } from "commander";
import type { Plan } from "../../experiments/index.ts";

/** Options that every command with trials has. */
export interface TrialOptions {
  readonly output: string;
  readonly binDir?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** Adds the options that every command with trials has. */
export function withTrialOptions(command: Command): Command {
  return command
    .option("--output <folder>", "where the run folder is made", "columbo-runs")
    .option("--bin-dir <folder>", "use the Kubernetes binaries in this folder")
    .option("--quiet", "no progress")
    .option("--json", "print result.json instead of the summary");
}

/** The plan with other limits of the tuning. */
export function withTuning(plan: Plan, tuning: Partial<Plan["tuning"]>): Plan {
  return { ...plan, tuning: { ...plan.tuning, ...tuning } };
}
