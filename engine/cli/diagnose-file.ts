import { planOf, standingOf, type Plan } from "../../experiments/index.ts";
import { provisioners } from "../../provisioners/index.ts";
import { loadRuleBase } from "../../rules/index.ts";
import { diagnoseExperiment, diagnoseSimulation } from "../tune/index.ts";
import { readWithWarnings } from "./load-plan.ts";
import { runAndReport } from "./run-and-report.ts";
import type { TrialOptions } from "./trial-options.ts";

/**
 * Diagnoses an experiment and writes its reports; of one without a workload, makes its machines. Sets exit code 1 when the experiment's threshold was missed.
 * @throws the faults of the input, the machine, or the failed trial, each with its exit code
 */
export async function diagnoseFile(
  file: string,
  options: TrialOptions,
  adapt: (plan: Plan) => Plan,
): Promise<void> {
  const experiment = await readWithWarnings(file);
  if (options.dryRun === true) {
    const { dryRun } = await import("./dry-run.ts");
    await dryRun(experiment, adapt, options.json);
    return;
  }
  const standing = standingOf(experiment);
  if (standing !== undefined) {
    const { standUp } = await import("./stand-up.ts");
    await standUp(standing, options);
    return;
  }
  const plan = adapt(planOf(experiment));
  const { rules, facts } = await loadRuleBase(plan.tuning.rules, plan.own);
  const result = await runAndReport(options, (common) =>
    plan.provider === "simulated"
      ? diagnoseSimulation({ ...common, plan, rules })
      : diagnoseExperiment({ ...common, plan, provisioner: provisioners[plan.provider], rules, facts }),
  );
  const { threshold } = plan.tuning;
  const { deploymentSeconds, incomplete } = result.final ?? result.baseline ?? {};
  const seconds = deploymentSeconds?.median;
  if (threshold !== undefined && incomplete !== undefined) {
    const { of, ran, why } = incomplete;
    const never = `${String(of - ran)} of ${String(of)} containers never ran (${why})`;
    process.stderr.write(`columbo: ${never}, so that the threshold of ${threshold} s is missed\n`);
    process.exitCode = 1;
  } else if (threshold !== undefined && seconds !== undefined && seconds > threshold) {
    process.stderr.write(`columbo: ${seconds.toFixed(1)} s is above the threshold of ${threshold} s\n`);
    process.exitCode = 1;
  }
}
