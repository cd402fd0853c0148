import type { RecordedCase } from "./support/case.ts";
import { throughKubeletBucket } from "./support/kubelet-bucket.ts";
import { lifted, oldKubelet } from "./support/limits.ts";
import { planOfReport } from "./support/plan.ts";

const plan = planOfReport({
  kubernetes: "v1.4.0",
  nodes: { kind: "real", count: 1, cores: 4 },
  workload: { instances: 105 },
  settings: [...lifted, ...oldKubelet],
});

export const hundredPods: RecordedCase = {
  id: 2,
  title: "105 pods take 110 s at 5 requests per second, and 60 s at 60",
  source: "https://github.com/kubernetes/kubernetes/issues/31143",
  reported:
    "105 pods on an n1-standard-1: about 110 s end to end at 5, about 60 s at 60, where the processor rises.",
  plan,
  ...throughKubeletBucket(plan, { qps: 5, burst: 10, eventsPerPod: 3 }),
  cause: "kubelet/client-rate-limit",
  suggests: ["kubelet.kubeAPIQPS", "kubelet.kubeAPIBurst"],
  refused: ["kube-controller-manager.kube-api-qps", "node/cpu-saturated"],
};
