import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { loadExperiment, planOf, type Plan } from "../../experiments/index.ts";

/** The plan of a shipped experiment. */
export async function shippedPlan(name: string): Promise<Plan> {
  const path = join(import.meta.dirname, "../../experiments", name);
  return planOf((await loadExperiment(path)).experiment);
}

/** A folder that is removed after the test. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-simulated-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Options of a small simulated experiment that tests differ in. */
export interface SimulatedExperiment {
  readonly pods: number;
  readonly nodes?: "kwok" | "real";
  readonly cores?: number;
  readonly simulated?: readonly string[];
  readonly columbo?: readonly string[];
  readonly kubernetes?: readonly string[];
}

/** Writes such an experiment with one worker and gives its path. */
export async function simulatedExperiment(folder: string, options: SimulatedExperiment): Promise<string> {
  const { pods, nodes = "kwok", cores = 4, simulated = [], columbo = [], kubernetes = [] } = options;
  const path = join(folder, "small.cfg");
  await writeFile(
    path,
    `[infrastructure]
provider = simulated
cloud_nodes = 2
cloud_cores = ${cores}
cloud_memory = 64
cloud_quota = 1.0
[simulated]
nodes = ${nodes}
${simulated.join("\n")}
[benchmark]
resource_manager = kubecontrol
cache_worker = true
application = empty
sleep_time = 60
applications_per_worker = ${pods}
application_worker_cpu = 0.01
application_worker_memory = 0.05
[columbo]
repeats = 2
${columbo.join("\n")}
[kubernetes]
${kubernetes.join("\n")}
`,
  );
  return path;
}

/** The plan of such an experiment. */
export async function simulatedPlan(options: SimulatedExperiment): Promise<Plan> {
  const path = await simulatedExperiment(await freshFolder(), options);
  return planOf((await loadExperiment(path)).experiment);
}
