import { readRun, type Result } from "../store/index.ts";
import type { ClusterRequest, DiagnosedRun } from "../tune/index.ts";
import { interruptible } from "./interrupt.ts";
import { columboVersion } from "./package-root.ts";
import { progressListener } from "./progress/listener.ts";
import { summary } from "./summary.ts";
import { print } from "./table.ts";
import type { TrialOptions } from "./trial-options.ts";
import { writeReports } from "./write-reports.ts";

/** What every command on a cluster takes from the command line. */
export type Common = Omit<ClusterRequest, "plan" | "provisioner" | "watchOnly">;

/**
 * Runs a command on a cluster, writes its reports and prints what came out.
 * @throws the faults of the input, the machine, or the failed trial, each with its exit code
 */
export async function runAndReport(
  options: TrialOptions,
  work: (common: Common) => Promise<DiagnosedRun>,
): Promise<Result> {
  const listener = await progressListener(options);
  try {
    const { result, failure, reports } = await interruptible(
      listener.emit,
      async (signal) => {
        const run = await work({
          output: options.output,
          columbo: columboVersion(),
          // What the user waits for begins with the program itself.
          startedAt: performance.timeOrigin,
          emit: listener.emit,
          signal,
          ...(options.binDir === undefined ? {} : { binDir: options.binDir }),
        });
        listener.emit({ type: "step", text: "writing the reports" });
        return { ...run, reports: await writeReports(await readRun(run.folder)) };
      },
      options.onInterrupt,
    );
    listener.close();
    print(options.json, result, () => summary(result, reports));
    if (failure !== undefined) throw failure;
    return result;
  } finally {
    listener.close();
  }
}
