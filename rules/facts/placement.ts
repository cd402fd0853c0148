import type { FactKind } from "./fact-kind.ts";

/** What shows whether pods crowd on one node while others could take them. */
export const placementFacts: readonly FactKind[] = [
  { id: "placement.fullest-node", unit: "name", meaning: "the node that got most of the pods" },
  { id: "placement.fullest-share", unit: "share", meaning: "the part of the pods that it got" },
  { id: "placement.used-nodes", unit: "nodes", meaning: "nodes that got any of the pods" },
  {
    id: "placement.eligible-nodes",
    unit: "nodes",
    meaning: "nodes that no taint and no cordon keeps from taking such pods, whatever the pods ask for",
  },
  {
    id: "placement.imbalance",
    unit: "ratio",
    meaning: "pods of the fullest node by what each eligible node would have of them: 1 = even",
  },
  {
    id: "placement.crowded-seconds",
    unit: "s",
    meaning:
      "time in which pods waited for the fullest node, less the part of it that an even distribution would leave, and less the time in which a machine that all nodes share was used up",
  },
  {
    id: "placement.crowded-share",
    unit: "share",
    meaning: "placement.crowded-seconds by deployment.seconds",
  },
];
