import { Command } from "commander";
import { withAccess, withAccessOptions, type AccessOptions } from "../access-options.ts";
import { repeatsOption, withTrialOptions, withTuning, type TrialOptions } from "../trial-options.ts";

interface Options extends TrialOptions, AccessOptions {
  readonly repeats: number;
}

/** `columbo run`: trials, judged, nothing changed. */
export function runCommand(): Command {
  return withAccessOptions(
    withTrialOptions(
      new Command("run")
        .argument("<experiment.cfg>", "the experiment")
        .description("Measure without changing anything, and say what holds the workload back"),
    ),
  )
    .addOption(repeatsOption("how many trials").default(1))
    .option("--dry-run", "show the plan, and the domains of virtual machines as XML; make nothing")
    .addHelpText(
      "after",
      `
Examples:
  columbo run experiments/paper/weak-04.cfg
  columbo run experiments/paper/weak-04.cfg --repeats 5`,
    )
    .action(async (file: string, options: Options) => {
      const { diagnoseFile } = await import("../diagnose-file.ts");
      const { repeats } = options;
      await diagnoseFile(file, options, (plan) =>
        withAccess(withTuning(plan, { repeats, maxIterations: 0 }), options),
      );
    });
}
