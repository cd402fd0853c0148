import type { FactKind } from "./fact-kind.ts";

/** What shows whether nodes are slow to send a Service's traffic to new pods. */
export const kubeProxyFacts: readonly FactKind[] = [
  {
    id: "kube-proxy.programming-mean-seconds",
    unit: "s",
    meaning:
      "mean time from a change of a Service's endpoints until a node's rules have it, kubeproxy_network_programming_duration_seconds",
  },
  {
    id: "kube-proxy.sync-mean-seconds",
    unit: "s",
    meaning:
      "mean time that kube-proxy takes to write a node's rules, kubeproxy_sync_proxy_rules_duration_seconds",
  },
];
