import type { FactKind } from "./fact-kind.ts";

/** What shows whether whoever submits the workload's objects is held back by a limit of its own. */
export const submitterFacts: readonly FactKind[] = [
  {
    id: "submitter.name",
    unit: "name",
    meaning: "the account that made or scaled most of the workload's objects, such as an operator's",
  },
  { id: "submitter.requests", unit: "requests", meaning: "objects that it made or scaled" },
  { id: "submitter.burst", unit: "requests", meaning: "requests that came at once before the first gap" },
  { id: "submitter.rate", unit: "requests/s", meaning: "1 by the median gap between the later ones" },
  {
    id: "submitter.even-share",
    unit: "share",
    meaning: "the part of the gaps after that burst that last as long as the median one",
  },
  {
    id: "submitter.answer-share",
    unit: "share",
    meaning: "the part of the median gap in which the API server worked on the request",
  },
  {
    id: "submitter.paced-seconds",
    unit: "s",
    meaning: "time of such gaps in which no token bucket of the cluster's own and no node was waited for",
  },
  { id: "submitter.paced-share", unit: "share", meaning: "submitter.paced-seconds by deployment.seconds" },
];
