import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { lifted } from "../limits/lifted.ts";

/** The kubelet may ask the API server once or twice a second. */
export const kubeletClient: Fault = {
  name: "kubelet-client-limit",
  by: "kubeAPIQPS and kubeAPIBurst at 1 or 2, real node",
  causes: ["kubelet/client-rate-limit"],
  refused: [
    "kube-controller-manager/client-rate-limit",
    "kube-scheduler/client-rate-limit",
    "kubelet/volume-wait",
    "node/cpu-saturated",
  ],
  changes: ["kubelet.kubeAPIQPS"],
  needs: ["root", "real-nodes"],
  experiment(draw) {
    const shape = { workers: 1, instances: draw.whole(5, 8), nodes: "real:1" };
    const rate = draw.whole(1, 2);
    const limit = { "kubelet.kubeAPIQPS": rate, "kubelet.kubeAPIBurst": rate };
    return {
      cfg: cfgOf(shape, { kubernetes: { ...lifted, ...limit }, columbo: { warmup: 0 } }),
      healthy: { cfg: cfgOf(shape, { kubernetes: lifted, columbo: { warmup: 0 } }) },
    };
  },
};
