import type { Known, Problem } from "../known.ts";
import { cacheWorker } from "./kubernetes-options.ts";
import { checkEdgeNodes } from "./nodes.ts";

/** KubeEdge: the control node in the cloud, the workers at the edge. */
export const kubeedge = {
  options: { cache_worker: cacheWorker },
  check: (known: Known): readonly Problem[] =>
    checkEdgeNodes({ manager: "kubeedge", cloud: 1, endpoint: 0 }, known),
};
