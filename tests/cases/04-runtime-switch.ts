import type { RecordedCase } from "./support/case.ts";
import { throughKubeletBucket } from "./support/kubelet-bucket.ts";
import { lifted, oldKubelet } from "./support/limits.ts";
import { planOfReport } from "./support/plan.ts";

const plan = planOfReport({
  kubernetes: "v1.6.0",
  nodes: { kind: "real", count: 1, cores: 4 },
  workload: { instances: 30 },
  settings: [...lifted, ...oldKubelet],
});

export const runtimeSwitch: RecordedCase = {
  id: 4,
  title: "A kubelet that asks more often waits up to 30 s for its own limit",
  source: "https://github.com/kubernetes/kubernetes/issues/42000",
  reported:
    "Scale test of 2017: starts of 2 to 2.5 s become longer than 3 s; requests of kubelets are throttled up to 30 s.",
  plan,
  ...throughKubeletBucket(plan, { qps: 5, burst: 10, eventsPerPod: 4 }),
  cause: "kubelet/client-rate-limit",
  suggests: ["kubelet.kubeAPIQPS", "kubelet.kubeAPIBurst"],
  refused: ["kube-scheduler.clientConnection.qps", "kube-apiserver/overload"],
};
