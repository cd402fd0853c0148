import type { FactKind } from "./fact-kind.ts";

/** What shows whether events keep the API server from what pods wait for. */
export const eventStormFacts: readonly FactKind[] = [
  {
    id: "events.requests",
    unit: "requests",
    meaning: "requests about events that the API server answered, apiserver_request_total",
  },
  { id: "events.share", unit: "share", meaning: "events.requests by all requests that it answered" },
  {
    id: "events.rejected",
    unit: "requests",
    meaning:
      "requests of kubelets that the API server turned away for want of seats, apiserver_flowcontrol_rejected_requests_total",
  },
  {
    id: "events.wait-mean-seconds",
    unit: "s",
    meaning: "mean wait of a kubelet's request for a seat at the priority level system",
  },
  {
    id: "events.delay-seconds",
    unit: "s",
    meaning:
      "such waits, and a second for each rejection, on a pod's way: a token and three writes of its status",
  },
  { id: "events.delay-share", unit: "share", meaning: "events.delay-seconds by deployment.seconds" },
];
