import { Command, Option } from "commander";
import { wholeNumber } from "../trial-options.ts";
import type { SimulateOptions } from "../what-if.ts";

/** `columbo simulate`: what would be, without a cluster. */
export function simulateCommand(): Command {
  return new Command("simulate")
    .argument("<experiment.cfg>", "the experiment")
    .description("Predict a deployment by simulation, as it is and with other settings, without a cluster")
    .addOption(
      new Option("--set <parameter=value>", "another value of a parameter; may be given more than once")
        .argParser((value, all: readonly string[]) => [...all, value])
        .default([], "none"),
    )
    .option("--pods <n>", "so many containers in all", wholeNumber(1, 1_000_000))
    .option("--nodes <n>", "so many workers", wholeNumber(1, 100_000))
    .option("--from <run>", "take what the cluster's work takes from this run's measurements")
    .option("--repeats <n>", "simulated trials whose times are shown too", wholeNumber(0, 1000), 0)
    .option("--seed <n>", "start of all random numbers, instead of the experiment's", wholeNumber(0, 2 ** 31))
    .option("--json", "as JSON, for scripts")
    .option("--output <folder>", "also write a report with a chart of every pod there")
    .addHelpText(
      "after",
      `
Examples:
  columbo simulate experiments/quickstart.cfg --set kube-controller-manager.kube-api-qps=200
  columbo simulate experiments/quickstart.cfg --pods 1600 --nodes 16
  columbo simulate my.cfg --from columbo-runs/2026-01-01T10-00-00-my --set kubelet.maxPods=200 --output what-if

Without --from the times are those of a machine of Columbo's own lab, and the interval is wide. With it the model is
calibrated on the run's warm-up and checked against its baseline; if it misses that by more than it allows for, there
is no prediction and the exit code is 1.`,
    )
    .action(async (file: string, options: SimulateOptions) => {
      const { simulateFile } = await import("../simulate-file.ts");
      await simulateFile(file, options);
    });
}
