import { mostTrials, type Plan } from "../../experiments/index.ts";
import { counted } from "../counted.ts";
import { table } from "./table.ts";

/** A plan as a table for the terminal. */
export function planText(plan: Plan): string {
  return table(["what", "planned"], rowsOf(plan, mostTrials(plan.tuning)));
}

/** @param most trials after a change, at most */
function rowsOf(plan: Plan, most: number): string[][] {
  const { workload, tuning, podStart } = plan;
  return [
    ["experiment", plan.experiment],
    ["cluster", clusterOf(plan)],
    ...workersOf(plan),
    ...(plan.nodes.some(({ kind }) => kind === "kwok")
      ? [["pod start on kwok nodes", `modelled, ${podStart.minMs} to ${podStart.maxMs} ms`]]
      : []),
    ["workload", `${workload.instances} containers of ${workload.application}, method ${workload.method}`],
    ["request of each", `${workload.cpuCores} cores, ${workload.memoryGB} GB`],
    ...applicationOf(plan),
    ["client", workload.client],
    ["observed", plan.observe ?? "default"],
    [
      "settings at start",
      plan.settings.map(({ parameter, value }) => `${parameter} = ${value}`).join(", ") || "defaults",
    ],
    ...ownOf(plan),
    ["warm-up", tuning.warmup === 0 ? "1 pod" : `1 pod, then ${tuning.warmup}`],
    ["trials", `${tuning.repeats} before, at most ${String(most)} after each change`],
    [
      "may change",
      `${tuning.allow.join(", ") || "nothing"}${tuning.deny.length > 0 ? ` except ${tuning.deny.join(", ")}` : ""}`,
    ],
    [
      "ends after",
      `${tuning.maxIterations} changes${tuning.timeBudget === undefined ? "" : ` or ${tuning.timeBudget} s`}`,
    ],
    ["plan hash", plan.hash],
  ];
}

/** What the pods have and do beyond Columbo's own, and how many images they come in. */
function applicationOf({ workload, registry }: Plan): string[][] {
  const { pod, startCpuSeconds = 0, startMemoryMB = 0 } = workload;
  const { images = 1, imageMB = 0 } = registry ?? {};
  return [
    ...(pod === undefined ? [] : [["pods also have", JSON.stringify(pod)]]),
    ...(startCpuSeconds === 0 && startMemoryMB === 0
      ? []
      : [["before its first output", `computes for ${startCpuSeconds} s, fills ${startMemoryMB} MB`]]),
    ...(images === 1 ? [] : [["images", `${images} different ones of ${imageMB} MB, taken in turn`]]),
  ];
}

/** A row for each mechanism that the user described, with the values at the start. */
function ownOf({ own, settings }: Plan): string[][] {
  if (own === undefined) return [];
  const values = own.parameters.map(({ id, default: usual, unit }) => {
    const set = settings.find(({ parameter }) => parameter === id)?.value;
    const value = set ?? usual;
    // A duration has its unit in it.
    const withUnit = typeof value === "string" || unit === "" ? value : `${value} ${unit}`;
    return `${id} = ${withUnit}${set === undefined ? " (default)" : ""}`;
  });
  const mechanisms = [...own.parameters, ...own.constants].flatMap(({ mechanism, formula }) =>
    mechanism === undefined ? [] : [["", `${mechanism.name}: ${formula}`]],
  );
  return [["your own parameters", values.join(", ")], ...mechanisms];
}

function clusterOf({ provider, kubernetes, nodes, existing = {} }: Plan): string {
  if (provider !== "existing")
    return `${provider}, Kubernetes ${kubernetes}, ${counted(nodes.length, "worker")}`;
  const { kubeconfig = "as kubectl finds it", context = "the current one", namespace } = existing;
  const where = namespace ?? "one that is made and removed";
  return `one that is there already: kubeconfig ${kubeconfig}, context ${context}, namespace ${where}`;
}

/** One row for each kind of node, as large as the first of them. */
function workersOf({ nodes }: Plan): string[][] {
  return [...Map.groupBy(nodes, ({ kind }) => kind)].flatMap(([kind, all]) =>
    all
      .slice(0, 1)
      .map(({ cores, memoryGiB, maxPods }) => [
        `${kind} workers`,
        `${all.length}, each ${cores} cores, ${memoryGiB} GiB, at most ${maxPods} pods`,
      ]),
  );
}
