import { int } from "../kinds.ts";
import type { Known, Problem } from "../known.ts";
import { mandatory } from "../option.ts";
import { needsManager } from "./needs.ts";

export const sleepTime = int({ min: 1 }, mandatory, "how long each container sleeps, s");

/** Prints a line and sleeps: what is measured is its way through the deployment pipeline. */
export const empty = {
  options: { sleep_time: sleepTime },
  check: (known: Known): readonly Problem[] => needsManager("empty", ["kubecontrol"], known),
};
