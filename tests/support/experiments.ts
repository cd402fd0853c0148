import { writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface SmallExperiment {
  /** Pods for each of the two workers; at 10 pods a second they decide how long a trial takes. */
  readonly perWorker?: number;
  /** Lines of the section [columbo]. */
  readonly columbo?: readonly string[];
  /** Lines of the section [local]. */
  readonly local?: readonly string[];
}

/** A small experiment on kwok nodes that a rate limit holds back: 40 pods at 10 a second, unless said otherwise. */
export async function smallExperiment(folder: string, changes: SmallExperiment = {}): Promise<string> {
  const { perWorker = 20, columbo = [], local = [] } = changes;
  const file = join(folder, "small.cfg");
  await writeFile(
    file,
    `[infrastructure]
provider = local
cloud_nodes = 3
cloud_cores = 8
cloud_memory = 2
cloud_quota = 1.0

[benchmark]
resource_manager = kubecontrol
application = empty
application_worker_cpu = 0.01
application_worker_memory = 0.05
applications_per_worker = ${perWorker}
sleep_time = 60
kube_deployment = pod
cache_worker = True

[kubernetes]
kube-controller-manager.kube-api-qps = 10
kube-controller-manager.kube-api-burst = 10

[local]
${local.join("\n")}

[columbo]
${columbo.join("\n")}
`,
  );
  return file;
}

/** The same in as little time as there is: 20 pods, and no more warm-up than a single pod. */
export function quickExperiment(folder: string, columbo: readonly string[] = []): Promise<string> {
  return smallExperiment(folder, { perWorker: 10, columbo: ["warmup = 0", ...columbo] });
}
