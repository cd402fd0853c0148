import { Command } from "commander";
import { counted } from "../../counted.ts";
import { print } from "../table.ts";

interface Options {
  readonly json?: boolean;
  readonly includeRunning?: boolean;
}

/** `columbo clean`: undoes what a killed run left behind. */
export function cleanCommand(): Command {
  return new Command("clean")
    .description("Remove whatever a crashed or killed run left behind, and only that")
    .option("--include-running", "also end clusters whose Columbo is still alive")
    .option("--json", "as JSON, for scripts")
    .action(async (options: Options) => {
      const { cleanLeftovers } = await import("../../../provisioners/index.ts");
      const cleaned = await cleanLeftovers({ includeRunning: options.includeRunning === true });
      print(options.json, cleaned, () => {
        const { clusters, processes, folders, machines, skipped } = cleaned;
        const removed =
          clusters.length === 0
            ? "nothing was left behind"
            : `removed ${counted(clusters.length, "cluster")}: ${[
                ...(machines === 0 ? [] : [counted(machines, "virtual machine")]),
                counted(processes, "process", "processes"),
                counted(folders, "folder"),
              ].join(", ")}`;
        const left = skipped.map(
          ({ what, why, failed }) => `${failed === true ? "failed" : "left alone"}: ${what}: ${why}`,
        );
        return [removed, ...left].join("\n");
      });
      if (cleaned.skipped.some(({ failed }) => failed === true)) process.exitCode = 3;
    });
}
