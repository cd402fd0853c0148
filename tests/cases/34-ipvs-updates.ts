import { clientLimits, type RecordedCase } from "./support/case.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";
import { histogram, withMetrics } from "./support/lay-over.ts";
import { lifted } from "./support/limits.ts";

const nodes = 26;
const plan = planOfReport({
  kubernetes: "v1.12.3",
  nodes: { kind: "kwok", count: nodes, cores: 8 },
  workload: { kind: "deployment", instances: 40 },
  settings: lifted,
});
const base = simulateReport(plan);

export const ipvsUpdates: RecordedCase = {
  id: 34,
  title: "With 4,000 endpoints a node's rules are 20 s behind",
  source: "https://github.com/kubernetes/kubernetes/issues/73382",
  reported:
    "Kubernetes 1.12.3, 26 nodes, about 4,000 endpoints, IPVS: updates take 20 s on average, more on full nodes.",
  plan,
  model: base.model,
  record: withMetrics(
    base.record,
    Array.from({ length: nodes }, (_, index) => `worker-${String(index)}`).flatMap((node) => [
      ...histogram("kube-proxy", "kubeproxy_network_programming_duration_seconds", {
        sum: 800,
        count: 40,
        node,
      }),
      ...histogram("kube-proxy", "kubeproxy_sync_proxy_rules_duration_seconds", { sum: 54, count: 6, node }),
    ]),
  ),
  cause: "kube-proxy/rule-sync",
  suggests: ["kube-proxy.iptables.minSyncPeriod"],
  refused: [...clientLimits, "kube-apiserver/overload", "network/latency"],
};
