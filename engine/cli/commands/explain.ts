import { Command } from "commander";
import type { ExplainOptions } from "../explain/explain.ts";

/** `columbo explain`: how a diagnosis came about, from a run folder alone. */
export function explainCommand(): Command {
  return new Command("explain")
    .argument("<run>", "a run folder")
    .argument("[cause]", "a cause or a rule; without it all causes, with what decided")
    .description(
      "Show how a verdict follows from a run's time stamps: facts, conditions, what else was considered",
    )
    .option(
      "--trial <label>",
      "baseline, final, or the label of a trial or of several (change-1)",
      "baseline",
    )
    .option("--json", "as JSON, for scripts")
    .addHelpText(
      "after",
      `
Examples:
  columbo explain columbo-runs/2026-01-01T10-00-00-quickstart
  columbo explain columbo-runs/2026-01-01T10-00-00-quickstart kube-controller-manager/client-rate-limit
  columbo explain columbo-runs/2026-01-01T10-00-00-quickstart node/cpu-saturated --trial final
  columbo explain columbo-runs/2026-01-01T10-00-00-quickstart --json > explained.json

The trials are judged again by today's rules; where the stored result says otherwise, that is said.`,
    )
    .action(async (folder: string, cause: string | undefined, options: ExplainOptions) => {
      const { explain } = await import("../explain/explain.ts");
      await explain(folder, cause, options);
    });
}
