import type { RecordedCase } from "./support/case.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";

const plan = planOfReport({
  kubernetes: "v1.34.4",
  nodes: { kind: "kwok", count: 20, cores: 4 },
  workload: { instances: 600 },
  settings: [
    { parameter: "kube-controller-manager.kube-api-qps", value: 100 },
    { parameter: "kube-controller-manager.kube-api-burst", value: 200 },
  ],
});

export const schedulerUnderChurn: RecordedCase = {
  id: 9,
  title: "The scheduler's bindings wait for its own limiter behind a controller manager at 100 per second",
  source: "https://github.com/kubernetes-sigs/agent-sandbox/pull/1219",
  reported: "Scheduler at its default 50/100 and controller manager at 100/200: both were raised to 500/500.",
  plan,
  ...simulateReport(plan),
  cause: "kube-scheduler/client-rate-limit",
  suggests: ["kube-scheduler.clientConnection.qps", "kube-scheduler.clientConnection.burst"],
  refused: ["kube-scheduler/plugin-cost", "kube-apiserver/overload"],
};
