import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { lifted, liftedController } from "./lifted.ts";

const shape = { workers: 4, instances: 40 };

/** The scheduler may send a few requests a second, and the job controller as many as it likes. */
export const schedulerClient: Fault = {
  name: "scheduler-client-limit",
  by: "kube-scheduler's clientConnection at 3 to 8, the controller manager's raised",
  causes: ["kube-scheduler/client-rate-limit"],
  refused: ["kube-controller-manager/client-rate-limit", "kube-apiserver/overload"],
  changes: ["kube-scheduler.clientConnection.qps"],
  needs: [],
  experiment(draw) {
    const rate = draw.whole(3, 8);
    return {
      cfg: cfgOf(shape, {
        kubernetes: {
          ...liftedController,
          "kube-scheduler.clientConnection.qps": rate,
          "kube-scheduler.clientConnection.burst": rate,
        },
      }),
      healthy: { cfg: cfgOf(shape, { kubernetes: lifted }) },
    };
  },
};
