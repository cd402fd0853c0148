import type { RecordedCase } from "./support/case.ts";
import { throughKubeletBucket } from "./support/kubelet-bucket.ts";
import { lifted, oldKubelet } from "./support/limits.ts";
import { planOfReport } from "./support/plan.ts";

const plan = planOfReport({
  kubernetes: "v1.24.3",
  nodes: { kind: "real", count: 1, cores: 8 },
  workload: { instances: 20 },
  settings: [...lifted, ...oldKubelet],
});

/** The volumes of pods that run already, looked up three times meanwhile. */
const claims = Array.from({ length: 3 * 200 }, (_, index) => ({
  verb: "GET",
  path: `/api/v1/namespaces/data/persistentvolumeclaims/claim-${String(index % 200)}`,
}));

export const volumeLookups: RecordedCase = {
  id: 5,
  title: "Lookups of 200 volume claims use up the kubelet's limit, also for pods that have none",
  source: "https://github.com/kubernetes/kubernetes/issues/112209",
  reported:
    "More than 200 claims on a node: lookups wait 190 ms and more for the client's limit, pods take minutes.",
  plan,
  ...throughKubeletBucket(plan, { qps: 5, burst: 10, eventsPerPod: 2, others: claims }),
  cause: "kubelet/client-rate-limit",
  suggests: ["kubelet.kubeAPIQPS", "kubelet.kubeAPIBurst"],
  refused: ["kubelet/volume-wait", "kube-apiserver/priority-and-fairness", "kube-apiserver/overload"],
};
