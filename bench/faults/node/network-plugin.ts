import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { refusingPlugin, slowPlugin } from "../inject/network-plugin.ts";
import { unhindered } from "../without-token.ts";

const clients = [
  "kube-controller-manager/client-rate-limit",
  "kube-scheduler/client-rate-limit",
  "kubelet/client-rate-limit",
];

/** Each pod's network takes a second and more. */
export const slowNetworkPlugin: Fault = {
  name: "network-plugin-slow",
  by: "a CNI plugin that takes 1.5 to 3 s, real node",
  causes: ["cni/slow"],
  refused: [...clients, "node/cpu-saturated", "cni/rate-limit"],
  changes: [],
  needs: ["root", "real-nodes"],
  experiment(draw) {
    const seconds = draw.whole(15, 30) / 10;
    const instances = draw.whole(2, 4);
    return {
      cfg: cfgOf(
        { workers: 1, instances, nodes: "real:1" },
        { kubernetes: unhindered, columbo: { warmup: 0 } },
      ),
      inject: slowPlugin(seconds),
    };
  },
};

/** The plugin takes one pod at a time and refuses the others, which come again. */
export const refusingNetworkPlugin: Fault = {
  name: "network-plugin-refuses",
  by: "a CNI plugin that answers 429 to all but one pod every 3 to 5 s, real node",
  causes: ["cni/rate-limit"],
  refused: [...clients, "node/cpu-saturated", "cni/slow"],
  changes: [],
  needs: ["root", "real-nodes"],
  experiment(draw) {
    const instances = draw.whole(3, 4);
    return {
      cfg: cfgOf(
        { workers: 1, instances, nodes: "real:1" },
        { kubernetes: unhindered, columbo: { warmup: 0 } },
      ),
      inject: refusingPlugin(draw.whole(3, 5)),
    };
  },
};
