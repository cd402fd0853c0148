import type { FactKind } from "./fact-kind.ts";

/** What shows whether the pods of a StatefulSet start one after the other. */
export const orderedStartFacts: readonly FactKind[] = [
  {
    id: "ordered-start.seconds",
    unit: "s",
    meaning:
      "time from the creation of a StatefulSet's pods that others followed until each of them ran, in all",
  },
  { id: "ordered-start.share", unit: "share", meaning: "ordered-start.seconds by deployment.seconds" },
  {
    id: "ordered-start.following-share",
    unit: "share",
    meaning:
      "the part of a StatefulSet's pods, without the first, that were created after the one before ran",
  },
];
