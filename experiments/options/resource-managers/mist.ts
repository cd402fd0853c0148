import type { Known, Problem } from "../known.ts";
import { checkEdgeNodes } from "./nodes.ts";

/** Edge nodes without an orchestrator. */
export const mist = {
  options: {},
  check: (known: Known): readonly Problem[] =>
    checkEdgeNodes({ manager: "mist", cloud: 0, endpoint: 1 }, known),
};
