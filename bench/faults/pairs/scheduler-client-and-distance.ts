import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { slowLink } from "../inject/slow-link.ts";
import { lifted } from "../limits/lifted.ts";

/** The client is far away, which shows once the scheduler does not wait for tokens any more. */
export const schedulerClientAndDistance: Fault = {
  name: "scheduler-client-and-distance",
  by: "the scheduler's limit at 2, a proxy that delays the client's packets by 80 to 120 ms, 16 to 20 Jobs in one call",
  causes: ["kube-scheduler/client-rate-limit", "network/latency"],
  refused: ["kube-controller-manager/client-rate-limit", "client/serial-submission"],
  changes: ["kube-scheduler.clientConnection.qps"],
  needs: [],
  experiment(draw) {
    const shape = { workers: 2, instances: draw.whole(16, 20), method: "file" } as const;
    const inject = slowLink(draw.whole(80, 120));
    const limited = {
      ...lifted,
      "kube-scheduler.clientConnection.qps": 2,
      "kube-scheduler.clientConnection.burst": 2,
    };
    return {
      cfg: cfgOf(shape, { kubernetes: limited }),
      inject,
      healthy: { cfg: cfgOf(shape, { kubernetes: lifted }), inject },
    };
  },
};
