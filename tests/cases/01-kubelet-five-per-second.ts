import type { RecordedCase } from "./support/case.ts";
import { throughKubeletBucket } from "./support/kubelet-bucket.ts";
import { lifted, oldKubelet } from "./support/limits.ts";
import { planOfReport } from "./support/plan.ts";

const plan = planOfReport({
  kubernetes: "v1.13.0",
  nodes: { kind: "real", count: 1, cores: 4 },
  workload: { instances: 20 },
  settings: [...lifted, ...oldKubelet],
});

export const kubeletFivePerSecond: RecordedCase = {
  id: 1,
  title: "Twenty pods with all their sidecars take minutes on one node",
  source: "https://github.com/zalando-incubator/kubernetes-on-aws/pull/2247",
  reported:
    "Starting 20 pods at once on a node took over five minutes in 2019, with the kubelet's default limit.",
  plan,
  ...throughKubeletBucket(plan, { qps: 5, burst: 10, eventsPerPod: 75 }),
  cause: "kubelet/client-rate-limit",
  suggests: ["kubelet.kubeAPIQPS", "kubelet.kubeAPIBurst"],
  refused: ["kube-controller-manager.kube-api-qps", "node/cpu-saturated", "kubelet/serial-image-pulls"],
};
