import type { Known, Problem } from "../known.ts";
import { cacheWorker, checkKubeVersion, kubeVersion } from "./kubernetes-options.ts";
import { checkCloudNodes } from "./nodes.ts";

/** A stock Kubernetes. */
export const kubernetes = {
  options: { cache_worker: cacheWorker, kube_version: kubeVersion },
  check: (known: Known): readonly Problem[] => [
    ...checkCloudNodes("kubernetes", known),
    ...checkKubeVersion(known),
  ],
};
