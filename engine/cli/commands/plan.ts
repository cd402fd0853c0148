import { Command } from "commander";
import { print, table } from "../table.ts";
import type { Plan } from "../../../experiments/index.ts";

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
      const plan = await loadPlan(file);
      print(options.json, plan, () => table(["what", "planned"], rowsOf(plan)));
    });
}

function rowsOf(plan: Plan): string[][] {
  const { workload, nodes, tuning, podStart } = plan;
  const [first] = nodes;
  return [
    ["experiment", plan.experiment],
    ["cluster", `${plan.provider}, Kubernetes ${plan.kubernetes}, 1 control plane, ${nodes.length} workers`],
    [
      "worker",
      first === undefined
        ? "none"
        : `${first.kind}, ${first.cores} cores, ${first.memoryGiB} GiB, at most ${first.maxPods} pods`,
    ],
    ["pod start on a node", `modelled, ${podStart.minMs} to ${podStart.maxMs} ms`],
    ["workload", `${workload.instances} containers of ${workload.application}, method ${workload.method}`],
    ["request of each", `${workload.cpuCores} cores, ${workload.memoryGB} GB`],
    ["client", workload.client],
    [
      "settings at start",
      plan.settings.map(({ parameter, value }) => `${parameter} = ${value}`).join(", ") || "defaults",
    ],
    ["warm-up", tuning.warmup === 0 ? "1 pod" : `1 pod, then ${tuning.warmup}`],
    ["trials", `${tuning.repeats} before, ${tuning.repeats} after each change`],
    [
      "may change",
      `${tuning.allow.join(", ")}${tuning.deny.length > 0 ? ` except ${tuning.deny.join(", ")}` : ""}`,
    ],
    [
      "ends after",
      `${tuning.maxIterations} changes${tuning.timeBudget === undefined ? "" : ` or ${tuning.timeBudget} s`}`,
    ],
    ["plan hash", plan.hash],
  ];
}
