import { Command } from "commander";
import { withTrialOptions, withTuning, type TrialOptions } from "../trial-options.ts";

/** `columbo run`: one trial, judged, nothing changed. */
export function runCommand(): Command {
  return withTrialOptions(
    new Command("run")
      .argument("<experiment.cfg>", "the experiment")
      .description("Measure one trial and say what holds it back, without changing anything"),
  )
    .addHelpText("after", "\nExample:\n  columbo run experiments/paper/weak-04.cfg")
    .action(async (file: string, options: TrialOptions) => {
      const { diagnoseFile } = await import("../diagnose-file.ts");
      await diagnoseFile(file, options, (plan) => withTuning(plan, { repeats: 1, maxIterations: 0 }));
    });
}
