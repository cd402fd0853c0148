import type { Known, Problem } from "../known.ts";
import { cacheWorker, checkKubeVersion, kubeDeployment, kubeVersion } from "./kubernetes-options.ts";
import { checkCloudNodes } from "./nodes.ts";

/** Kubernetes with its deployment pipeline under observation. */
export const kubecontrol = {
  options: { cache_worker: cacheWorker, kube_deployment: kubeDeployment, kube_version: kubeVersion },
  check: (known: Known): readonly Problem[] => [
    ...checkCloudNodes("kubecontrol", known),
    ...checkKubeVersion(known),
  ],
};
