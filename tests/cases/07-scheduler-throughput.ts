import type { RecordedCase } from "./support/case.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";

const plan = planOfReport({
  kubernetes: "v1.18.5",
  nodes: { kind: "kwok", count: 100, cores: 4 },
  workload: { kind: "deployment", instances: 1000 },
});

/** A tenth of the pods, and a fiftieth of the nodes: the rate is the same. */
export const schedulerThroughput: RecordedCase = {
  id: 7,
  title: "Pods are bound at 20 per second, though the scheduler may do 50",
  source: "https://github.com/CentaurusInfra/arktos/issues/656",
  reported:
    "Kubernetes 1.18.5 with more than 5,000 nodes: median 20.2 pods a second with default limits, 201 with 200.",
  plan,
  ...simulateReport(plan),
  cause: "kube-controller-manager/client-rate-limit",
  suggests: ["kube-controller-manager.kube-api-qps", "kube-controller-manager.kube-api-burst"],
  refused: ["kube-scheduler/client-rate-limit", "kube-scheduler/plugin-cost", "kube-apiserver/overload"],
};
