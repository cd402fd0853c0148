import type { FactKind } from "./fact-kind.ts";

/** What the scheduler has no room for, by what nodes lack. */
const lacking = [
  ["cpu", "Insufficient cpu"],
  ["memory", "Insufficient memory"],
  ["seats", "Too many pods"],
  ["match", "reasons that no other pod's end takes away: selector, affinity, taint"],
] as const;

/**
 * What keeps pods from having a node, and from coming up on it. Seconds are the whole deployment where some pod never had
 * one, else the last pod's wait for it.
 */
export const roomFacts: readonly FactKind[] = [
  {
    id: "deployment.unfinished-containers",
    unit: "containers",
    meaning: "containers that did not run, or failed, before the trial was ended; 0 when all ran",
  },
  ...lacking.flatMap(([id, why]): FactKind[] => [
    {
      id: `refused.${id}-pods`,
      unit: "pods",
      meaning: `pods that no node took, of which the scheduler said: ${why}`,
    },
    {
      id: `refused.${id}-seconds`,
      unit: "s",
      meaning: `what that took: the whole deployment where such pods never had a node, else the last pod's wait`,
      keepsFromEnd: true,
    },
    { id: `refused.${id}-share`, unit: "share", meaning: `refused.${id}-seconds by deployment.seconds` },
  ]),
  {
    id: "refused.words",
    unit: "name",
    meaning: "the scheduler's own words for why nodes did not take pods; empty when they took all",
  },
  { id: "request.cpu-cores", unit: "cores", meaning: "cores that a pod asks for, after admission" },
  { id: "request.memory-mib", unit: "MiB", meaning: "memory that a pod asks for, after admission" },
  {
    id: "request.limit-range",
    unit: "name",
    meaning: "the LimitRange whose default made the request; empty when none did",
  },
  { id: "allocatable.cpu-cores", unit: "cores", meaning: "cores that the largest node gives to pods" },
  { id: "allocatable.memory-mib", unit: "MiB", meaning: "memory that the largest node gives to pods" },
  { id: "allocatable.pods", unit: "pods", meaning: "pods that the node which takes the most takes" },
  {
    id: "memory.killed-containers",
    unit: "containers",
    meaning: "containers that were killed since they used more memory than their limit (OOMKilled)",
  },
  { id: "memory.limit-mib", unit: "MiB", meaning: "memory limit of a container; 0 = none" },
  {
    id: "memory.seconds",
    unit: "s",
    meaning: "the whole deployment where such containers kept it from its end, else 0",
    keepsFromEnd: true,
  },
  { id: "replicas.at-once", unit: "pods", meaning: "pods of a Job that may be there at the same time" },
  {
    id: "replicas.seconds",
    unit: "s",
    meaning:
      "from the creation of so many pods until the last pod was created; 0 when all may be there at once",
  },
  { id: "replicas.share", unit: "share", meaning: "replicas.seconds by deployment.seconds" },
];
