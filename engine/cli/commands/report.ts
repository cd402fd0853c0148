import { Command } from "commander";
import { print } from "../table.ts";

interface Options {
  readonly json?: boolean;
}

/** `columbo report`: renders a finished run again. */
export function reportCommand(): Command {
  return new Command("report")
    .argument("<run>", "a run folder")
    .description("Write report.md and report.html of a finished run again")
    .option("--json", "print the run's result instead of the reports' paths")
    .action(async (folder: string, options: Options) => {
      const { readRun } = await import("../../store/index.ts");
      const { writeReports } = await import("../write-reports.ts");
      const run = await readRun(folder);
      const paths = await writeReports(run);
      print(options.json, run.result, () => `${run.result.headline}\n${paths.join("\n")}`);
    });
}
