import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { columboVersion } from "../../engine/cli/package-root.ts";
import { diagnoseExperiment, judgeRun } from "../../engine/tune/index.ts";
import { loadExperiment, planOf, type Plan } from "../../experiments/index.ts";
import { provisioners } from "../../provisioners/index.ts";
import { loadRules } from "../../rules/index.ts";
import { drawOf } from "./draw.ts";
import type { Fault, FaultExperiment } from "./fault.ts";
import { whyNotHere } from "./needs.ts";
import { scoreOf, type Scored } from "./score.ts";
import { withInjection } from "./with-injection.ts";

/** How a fault is to be run. */
export interface FaultRequest {
  readonly fault: Fault;
  readonly seed: number;
  /** Try changes, and measure what could be won; else the baseline is only judged. */
  readonly apply: boolean;
  /** A folder of its own. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** A fault that this machine cannot have, or a run that did not come to a result. */
export interface NotRun {
  readonly fault: string;
  readonly seed: number;
  readonly why: string;
}

/** Makes a fault on a cluster of its own and lets Columbo diagnose it. */
export async function runFault({
  fault,
  seed,
  apply,
  folder,
  signal,
}: FaultRequest): Promise<Scored | NotRun> {
  const startedAt = Date.now();
  const experiment = fault.experiment(drawOf(fault.name, seed));
  const plan = await planIn(folder, fault.name, experiment);
  const why = await whyNotHere(fault, plan);
  if (why !== undefined) return { fault: fault.name, seed, why };
  const rules = await loadRules(plan.tuning.rules);
  const measure = (plan: Plan, inject: FaultExperiment["inject"]) =>
    diagnoseExperiment({
      plan,
      rules,
      facts: [],
      provisioner: withInjection(provisioners.local, inject),
      output: join(folder, "runs"),
      columbo: columboVersion(),
      startedAt: Date.now(),
      emit: () => undefined,
      signal,
    });
  const changing = apply && fault.changes.length > 0;
  const { folder: run, result } = await measure(changing ? plan : unchanged(plan), experiment.inject);
  const diagnosis = await judgeRun(run, () => Promise.resolve(rules));
  const { healthy } = experiment;
  const attainable =
    apply && healthy !== undefined
      ? await measure(unchanged(await planIn(folder, `${fault.name}-healthy`, healthy)), healthy.inject)
      : undefined;
  const best = attainable?.result.baseline?.deploymentSeconds.median;
  return scoreOf(fault, {
    seed,
    applied: changing,
    result,
    diagnosis,
    ...(best === undefined ? {} : { attainable: best }),
    seconds: (Date.now() - startedAt) / 1000,
  });
}

/** The same, measured and judged only. */
function unchanged(plan: Plan): Plan {
  return { ...plan, tuning: { ...plan.tuning, maxIterations: 0 } };
}

/** The plan of an experiment whose files are written into a folder. */
export async function planIn(
  folder: string,
  name: string,
  { cfg, files = {} }: Pick<FaultExperiment, "cfg" | "files">,
): Promise<Plan> {
  await mkdir(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  const file = join(folder, `${name}.cfg`);
  await writeFile(file, cfg);
  const { experiment } = await loadExperiment(file);
  return planOf(experiment);
}
