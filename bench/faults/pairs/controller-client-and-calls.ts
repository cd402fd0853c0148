import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { lifted } from "../limits/lifted.ts";

/** A call for each Job, which costs nothing as long as their pods wait for tokens. */
export const controllerClientAndCalls: Fault = {
  name: "controller-client-and-calls",
  by: "the controller manager's limit at 3 to 4, a kubectl call for each of 30 to 40 Jobs",
  causes: ["kube-controller-manager/client-rate-limit", "client/serial-submission"],
  refused: ["kube-scheduler/client-rate-limit", "network/latency"],
  changes: ["kube-controller-manager.kube-api-qps"],
  needs: [],
  experiment(draw) {
    const shape = { workers: 4, instances: draw.whole(30, 40), method: "call" } as const;
    const rate = draw.whole(3, 4);
    const limited = {
      ...lifted,
      "kube-controller-manager.kube-api-qps": rate,
      "kube-controller-manager.kube-api-burst": rate,
    };
    return {
      cfg: cfgOf(shape, { kubernetes: limited }),
      healthy: { cfg: cfgOf(shape, { kubernetes: lifted }) },
    };
  },
};
