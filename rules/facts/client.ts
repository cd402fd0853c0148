import type { FactKind } from "./fact-kind.ts";

/** What shows whether the client submits too slowly. */
export const clientFacts: readonly FactKind[] = [
  { id: "client.calls", unit: "calls", meaning: "calls of the client" },
  { id: "client.seconds-per-call", unit: "s", meaning: "mean duration of a call" },
  {
    id: "client.overlap",
    unit: "ratio",
    meaning: "calls under way at the same time, on average: 1 = one after the other",
  },
  {
    id: "client.span-seconds",
    unit: "s",
    meaning: "client start until the API server received the last Job",
  },
  {
    id: "client.start-seconds",
    unit: "s",
    meaning: "client start until the API server received the first Job",
  },
  {
    id: "client.serial-seconds",
    unit: "s",
    meaning:
      "first until last Job received, without the time in which some token bucket, node or distant server was waited for",
  },
  { id: "client.serial-share", unit: "share", meaning: "client.serial-seconds by deployment.seconds" },
  {
    id: "client.cores-share",
    unit: "share",
    meaning:
      "the part of the processor time used until the last Job was received that several calls of the client used",
  },
  {
    id: "client.server-share",
    unit: "share",
    meaning: "the part of first until last Job received in which the API server worked on a Job's creation",
  },
];
