import { Command } from "commander";
import type { CompareOptions } from "../compare/compare.ts";

/** `columbo compare`: two runs side by side, from their folders alone. */
export function compareCommand(): Command {
  return new Command("compare")
    .argument("<run-a>", "a run folder")
    .argument("<run-b>", "another one, which is held against the first")
    .description("Show two runs side by side: settings, times with their spread, stages, causes")
    .option("--anyway", "show runs that are not comparable too, with the reasons why they are not")
    .option("--json", "as JSON, for scripts")
    .addHelpText(
      "after",
      `
Examples:
  columbo compare columbo-runs/2026-01-01T10-00-00-quickstart columbo-runs/2026-01-08T10-00-00-quickstart
  columbo compare columbo-runs/monday columbo-runs/tuesday --json > compared.json
  columbo compare columbo-runs/4-cores columbo-runs/8-cores --anyway

Times are compared by the statistics that changes are proved with, before against before and after against after. Runs of
another workload, provider, machine or minor version of Kubernetes are refused.

Exit codes: 0 compared   2 no run folder, not finished, or not comparable`,
    )
    .action(async (runA: string, runB: string, options: CompareOptions) => {
      const { compare } = await import("../compare/compare.ts");
      await compare(runA, runB, options);
    });
}
