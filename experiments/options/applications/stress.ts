import { int } from "../kinds.ts";
import type { Known, Problem } from "../known.ts";
import { mandatory } from "../option.ts";
import { needsManager, needsPodDeployment } from "./needs.ts";

/** Loads one core. Continuum's check forgets kube_kata, for which its own files use it. */
export const stress = {
  options: { stress_app_timeout: int({ min: 1 }, mandatory, "length of the load, s") },
  check: (known: Known): readonly Problem[] => [
    ...needsManager("stress", ["kubecontrol", "kube_kata"], known),
    ...needsPodDeployment("stress", known),
  ],
};
