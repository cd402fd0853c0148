import { InvalidArgumentError, Option, type Command } from "commander";
import type { Plan } from "../../experiments/index.ts";

/** Options that every command with trials has. */
export interface TrialOptions {
  readonly output: string;
  readonly binDir?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
  /** Show what would be made, the machines' domains among it, and make nothing. */
  readonly dryRun?: boolean;
  readonly metricsPort?: number;
  /** Called at the first Ctrl-C instead of cutting the work short. */
  readonly onInterrupt?: () => void;
}

/** Adds the options that every command with trials has. */
export function withTrialOptions(command: Command): Command {
  return command
    .option("--output <folder>", "where the run folder is made", "columbo-runs")
    .option("--bin-dir <folder>", "use the Kubernetes binaries in this folder")
    .option(
      "--metrics-port <port>",
      "serve Columbo's own /metrics on 127.0.0.1 meanwhile",
      wholeNumber(1, 65535),
    )
    .option("--quiet", "no progress")
    .option("--json", "print result.json instead of the summary");
}

/** How many trials of each configuration. */
export function repeatsOption(description: string): Option {
  return new Option("--repeats <n>", description).argParser(wholeNumber(1, 100));
}

/** The plan with other limits of the tuning. */
export function withTuning(plan: Plan, tuning: Partial<Plan["tuning"]>): Plan {
  return { ...plan, tuning: { ...plan.tuning, ...tuning } };
}

/** Reads an option's value. @throws InvalidArgumentError for anything but a whole number in this range */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < low || value > high)
      throw new InvalidArgumentError(`expected a whole number from ${low} to ${high}`);
    return value;
  };
}
