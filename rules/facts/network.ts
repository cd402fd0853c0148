import type { FactKind } from "./fact-kind.ts";

/** What shows how far the client is from the API server. */
export const networkFacts: readonly FactKind[] = [
  {
    id: "network.round-trip-seconds",
    unit: "s",
    meaning:
      "the shortest answer of the API server to a request over an open connection, before the client started",
  },
  {
    id: "network.round-trips",
    unit: "requests",
    meaning:
      "round trips one after the other until the last object was submitted: requests of that call, and those that open its connection",
  },
  {
    id: "network.waited-seconds",
    unit: "s",
    meaning:
      "what these round trips took until the last object was received, without the time in which some token bucket or node was waited for",
  },
  { id: "network.waited-share", unit: "share", meaning: "network.waited-seconds by deployment.seconds" },
];
