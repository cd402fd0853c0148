import { Command } from "commander";
import { print } from "../table.ts";

interface Options {
  readonly json?: boolean;
}

/** `columbo plan`: what `diagnose` would do, without doing it. */
export function planCommand(): Command {
  return new Command("plan")
    .argument("<experiment.cfg>", "the experiment")
    .description("Show what diagnose would do, and do nothing")
    .option("--json", "as JSON, for scripts")
    .action(async (file: string, options: Options) => {
      const { loadPlan } = await import("../load-plan.ts");
      const { planText } = await import("../plan-text.ts");
      const plan = await loadPlan(file);
      print(options.json, plan, () => planText(plan));
    });
}
