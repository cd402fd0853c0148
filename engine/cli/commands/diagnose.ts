import { Command, Option } from "commander";
import { repeatsOption, withTrialOptions, withTuning, type TrialOptions } from "../trial-options.ts";

interface Options extends TrialOptions {
  readonly from?: string;
  readonly repeats?: number;
}

/** `columbo diagnose`: find the bottleneck, change it, prove it, report. */
export function diagnoseCommand(): Command {
  return withTrialOptions(
    new Command("diagnose")
      .argument("[experiment.cfg]", "the experiment")
      .description("Find what holds the workload back, change it, prove it, and write a report"),
  )
    .addOption(repeatsOption("trials before and after a change, instead of the experiment's"))
    .addOption(
      new Option("--from <run>", "judge a run folder's trials again, without a cluster").conflicts("repeats"),
    )
    .addHelpText(
      "after",
      `
Examples:
  columbo diagnose experiments/quickstart.cfg
  columbo diagnose experiments/quickstart.cfg --json > result.json
  columbo diagnose --from columbo-runs/2026-01-01T10-00-00-quickstart`,
    )
    .action(async (file: string | undefined, options: Options) => {
      if (options.from !== undefined) {
        if (file !== undefined) {
          const { WrongInput } = await import("../wrong-input.ts");
          throw new WrongInput(
            `${file} and --from ${options.from} were both named: expected one of them, --from takes the experiment from the run`,
          );
        }
        const { judgeAgain } = await import("../judge-again.ts");
        await judgeAgain(options.from, options.json);
        return;
      }
      if (file === undefined) {
        const { WrongInput } = await import("../wrong-input.ts");
        throw new WrongInput("no experiment was named: expected a .cfg file or --from RUN");
      }
      const { diagnoseFile } = await import("../diagnose-file.ts");
      const { repeats } = options;
      await diagnoseFile(file, options, (plan) =>
        repeats === undefined ? plan : withTuning(plan, { repeats }),
      );
    });
}
