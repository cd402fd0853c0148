import type { RecordedCase } from "./support/case.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";

const plan = planOfReport({
  kubernetes: "v1.34.4",
  nodes: { kind: "kwok", count: 10, cores: 4 },
  workload: { kind: "deployment", instances: 1000 },
});

export const thousandReplicas: RecordedCase = {
  id: 8,
  title: "A thousand replicas on kwok nodes keep appearing long after the scale command has returned",
  source: "https://github.com/kubernetes-sigs/kwok/issues/1533",
  reported:
    "Scaling to 1000 returns after 7 s; pods come for far longer, until the components' limits are lifted.",
  plan,
  ...simulateReport(plan),
  cause: "kube-controller-manager/client-rate-limit",
  suggests: ["kube-controller-manager.kube-api-qps", "kube-controller-manager.kube-api-burst"],
  refused: ["client/serial-submission", "kube-apiserver/overload", "node/cpu-saturated"],
};
