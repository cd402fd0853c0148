import type { FactKind } from "./fact-kind.ts";

/** What shows whether the client of a kubelet set the pace. Where no node has a kubelet, its waits are 0. */
export const kubeletClientFacts: readonly FactKind[] = [
  { id: "kubelet-client.qps", unit: "requests/s", meaning: "the rate that a kubelet's client is set to" },
  { id: "kubelet-client.burst", unit: "requests", meaning: "the burst that a kubelet's client is set to" },
  {
    id: "kubelet-client.waits",
    unit: "requests",
    meaning: "requests of kubelets that waited more than 50 ms for a token, by their logs",
  },
  {
    id: "kubelet-client.longest-wait-seconds",
    unit: "s",
    meaning: "the longest wait for a token that a kubelet logged; 0 = none above 50 ms",
  },
  {
    id: "kubelet-client.paced-seconds",
    unit: "s",
    meaning:
      "time in which the last pod waited for a token of its kubelet, for the contents of its volumes or its own status",
  },
  {
    id: "kubelet-client.paced-share",
    unit: "share",
    meaning: "kubelet-client.paced-seconds by deployment.seconds",
  },
];
