import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { slowLinkOfController } from "../inject/slow-link.ts";
import { lifted } from "./lifted.ts";

/** One worker for all Jobs, each of which takes it long: the controller manager is far away from the API server. */
export const jobWorkers: Fault = {
  name: "one-job-worker",
  by: "concurrent-job-syncs 1, 25 to 40 Jobs in one call, a proxy that delays the controller manager's packets by 50 to 90 ms",
  causes: ["kube-controller-manager/worker-pool"],
  refused: ["kube-controller-manager/client-rate-limit", "client/serial-submission"],
  changes: ["kube-controller-manager.concurrent-job-syncs"],
  needs: [],
  experiment(draw) {
    const shape = { workers: 4, instances: draw.whole(25, 40), method: "file" } as const;
    const inject = slowLinkOfController(draw.whole(50, 90));
    const workers = (count: number): string =>
      cfgOf(shape, {
        kubernetes: { ...lifted, "kube-controller-manager.concurrent-job-syncs": count },
        columbo: { client: "api" },
      });
    return { cfg: workers(1), inject, healthy: { cfg: workers(20), inject } };
  },
};
