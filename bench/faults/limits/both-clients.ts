import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { lifted } from "./lifted.ts";

const shape = { workers: 4, instances: 40 };

/** Both clients are limited, the controller manager's harder: the scheduler's limit shows when that one is lifted. */
export const bothClients: Fault = {
  name: "both-client-limits",
  by: "the controller manager's limit at 4 or 5, the scheduler's at twice that",
  causes: ["kube-controller-manager/client-rate-limit", "kube-scheduler/client-rate-limit"],
  refused: ["kube-apiserver/overload"],
  changes: ["kube-controller-manager.kube-api-qps"],
  needs: [],
  experiment(draw) {
    const rate = draw.whole(4, 5);
    return {
      cfg: cfgOf(shape, {
        kubernetes: {
          "kube-controller-manager.kube-api-qps": rate,
          "kube-controller-manager.kube-api-burst": rate,
          "kube-scheduler.clientConnection.qps": 2 * rate,
          "kube-scheduler.clientConnection.burst": 2 * rate,
        },
      }),
      healthy: { cfg: cfgOf(shape, { kubernetes: lifted }) },
    };
  },
};
