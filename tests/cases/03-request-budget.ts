import type { RecordedCase } from "./support/case.ts";
import { throughKubeletBucket } from "./support/kubelet-bucket.ts";
import { lifted, oldKubelet } from "./support/limits.ts";
import { planOfReport } from "./support/plan.ts";

const plan = planOfReport({
  kubernetes: "v1.1.0",
  nodes: { kind: "real", count: 1, cores: 4 },
  workload: { instances: 30 },
  settings: [...lifted, ...oldKubelet],
});

export const requestBudget: RecordedCase = {
  id: 3,
  title: "Events and status of 30 pods are 270 requests through one limit",
  source: "https://github.com/kubernetes/kubernetes/issues/14702",
  reported:
    "30 pods of one container: ((1+1)*3 events + 3 writes of status) * 30 = 270 requests, 54 s at 5 per second.",
  plan,
  ...throughKubeletBucket(plan, { qps: 5, burst: 10, eventsPerPod: 6 }),
  cause: "kubelet/client-rate-limit",
  suggests: ["kubelet.kubeAPIQPS", "kubelet.kubeAPIBurst"],
  refused: ["kube-controller-manager.kube-api-qps", "kubelet/max-pods"],
};
