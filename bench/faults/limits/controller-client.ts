import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { lifted } from "./lifted.ts";

const shape = { workers: 4, instances: 40 };

/** The job controller may send a few requests a second. */
export const controllerClient: Fault = {
  name: "controller-client-limit",
  by: "kube-controller-manager's kube-api-qps and -burst at 3 to 8",
  causes: ["kube-controller-manager/client-rate-limit"],
  refused: ["kube-scheduler/client-rate-limit", "kube-apiserver/overload"],
  changes: ["kube-controller-manager.kube-api-qps"],
  needs: [],
  experiment(draw) {
    const rate = draw.whole(3, 8);
    return {
      cfg: cfgOf(shape, {
        kubernetes: {
          "kube-controller-manager.kube-api-qps": rate,
          "kube-controller-manager.kube-api-burst": rate,
        },
      }),
      healthy: { cfg: cfgOf(shape, { kubernetes: lifted }) },
    };
  },
};
