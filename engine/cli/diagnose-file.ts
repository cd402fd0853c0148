import type { Plan } from "../../experiments/index.ts";
import { provisioners } from "../../provisioners/index.ts";
import { loadRules } from "../../rules/index.ts";
import { readRun } from "../store/index.ts";
import { diagnoseExperiment } from "../tune/index.ts";
import type { TrialOptions } from "./trial-options.ts";
import { interruptible } from "./interrupt.ts";
import { loadPlan } from "./load-plan.ts";
import { columboVersion } from "./package-root.ts";
import { progressListener } from "./progress/listener.ts";
import { summary } from "./summary.ts";
import { print } from "./table.ts";
import { writeReports } from "./write-reports.ts";

/**
 * Diagnoses an experiment and writes its reports. Sets exit code 1 when the experiment's threshold was missed.
 * @throws the faults of the input, the machine, or the failed trial, each with its exit code
 */
export async function diagnoseFile(
  file: string,
  options: TrialOptions,
  adapt: (plan: Plan) => Plan,
): Promise<void> {
  const plan = adapt(await loadPlan(file));
  const rules = await loadRules(plan.tuning.rules);
  const listener = await progressListener(options);
  try {
    const { result, failure, reports } = await interruptible(listener.emit, async (signal) => {
      const run = await diagnoseExperiment({
        plan,
        provisioner: provisioners[plan.provider],
        rules,
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
    });
    listener.close();
    print(options.json, result, () => summary(result, reports));
    if (failure !== undefined) throw failure;
    const { threshold } = plan.tuning;
    const seconds = (result.final ?? result.baseline)?.deploymentSeconds.median;
    if (threshold !== undefined && seconds !== undefined && seconds > threshold) {
      process.stderr.write(`columbo: ${seconds.toFixed(1)} s is above the threshold of ${threshold} s\n`);
      process.exitCode = 1;
    }
  } finally {
    listener.close();
  }
}
