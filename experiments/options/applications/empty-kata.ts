import type { Known, Problem } from "../known.ts";
import { sleepTime } from "./empty.ts";
import { needsManager } from "./needs.ts";

/** `empty` under a runtime of kube_kata. */
export const emptyKata = {
  options: { sleep_time: sleepTime },
  check: (known: Known): readonly Problem[] => needsManager("empty_kata", ["kube_kata"], known),
};
