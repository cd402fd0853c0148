import type { RecordedCase } from "./support/case.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";
import { delayed } from "./support/lay-over.ts";
import { lifted } from "./support/limits.ts";

const plan = planOfReport({
  kubernetes: "v1.29.6",
  nodes: { kind: "real", count: 1, cores: 4 },
  workload: { instances: 6 },
  settings: lifted,
});

const base = simulateReport(plan);
/** A token comes over the edge's tunnel, one pod's after the other's; the kubelet looks for it every 300 ms. */
const looks = 30;

export const tokenVolumes: RecordedCase = {
  id: 31,
  title: "Each pod of an edge node waits for the volume with its service account's token",
  source: "https://github.com/kubeedge/kubeedge/issues/5956",
  reported:
    "Kubernetes 1.29.6 with KubeEdge 1.19.0, more than five DaemonSets: the last pod takes up to 60 s.",
  plan,
  model: base.model,
  record: delayed(base.record, "volumes-mounted", (place) => 0.3 * looks * place, 0.05),
  cause: "kubelet/volume-wait",
  suggests: ["workload.automountServiceAccountToken"],
  refused: ["kubelet.kubeAPIQPS", "cni/slow", "kubelet/serial-image-pulls", "network/latency"],
};
