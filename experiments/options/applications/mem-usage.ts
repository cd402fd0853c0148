import type { Known, Problem } from "../known.ts";
import { needsManager, needsPodDeployment } from "./needs.ts";

/** Sleeps while the worker's memory is read. Continuum's check forgets kube_kata, for which its own files use it. */
export const memUsage = {
  options: {},
  check: (known: Known): readonly Problem[] => [
    ...needsManager("mem_usage", ["kubecontrol", "kube_kata"], known),
    ...needsPodDeployment("mem_usage", known),
  ],
};
