import { choice } from "../kinds.ts";
import type { Known, Problem } from "../known.ts";
import { byDefault } from "../option.ts";
import { cacheWorker, checkKubeVersion, kubeDeployment, kubeVersion } from "./kubernetes-options.ts";
import { checkCloudNodes } from "./nodes.ts";

/** kubecontrol with a choice of container runtimes. */
export const kubeKata = {
  options: {
    cache_worker: cacheWorker,
    kube_deployment: kubeDeployment,
    kube_version: kubeVersion,
    runtime: choice(["runc", "kata-qemu", "kata-fc"], byDefault("runc"), "container runtime"),
    runtime_filesystem: choice(["overlayfs", "devmapper"], byDefault("devmapper"), "its snapshotter"),
  },
  check: (known: Known): readonly Problem[] => [
    ...checkCloudNodes("kube_kata", known),
    ...checkKubeVersion(known),
    ...checkRuntime(known),
  ],
};

function checkRuntime(known: Known): readonly Problem[] {
  if (known.get("runtime") !== "kata-fc" || known.get("runtime_filesystem") !== "overlayfs") return [];
  return [{ key: "runtime_filesystem", text: 'runtime kata-fc needs devmapper, got "overlayfs"' }];
}
