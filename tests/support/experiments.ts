import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A small experiment on kwok nodes that a rate limit holds back: 60 pods at 10 a second. */
export async function smallExperiment(folder: string, more = ""): Promise<string> {
  const file = join(folder, "small.cfg");
  await writeFile(
    file,
    `[infrastructure]
provider = local
cloud_nodes = 3
cloud_cores = 8
cloud_memory = 16
cloud_quota = 1.0

[benchmark]
resource_manager = kubecontrol
application = empty
application_worker_cpu = 0.01
application_worker_memory = 0.05
applications_per_worker = 30
sleep_time = 60
kube_deployment = pod
cache_worker = True

[kubernetes]
kube-controller-manager.kube-api-qps = 10
kube-controller-manager.kube-api-burst = 10
${more}`,
  );
  return file;
}
