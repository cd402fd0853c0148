import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { lifted } from "./lifted.ts";

/** One worker for all Jobs: each waits until those before it are done. */
export const jobWorkers: Fault = {
  name: "one-job-worker",
  by: "100 to 150 Jobs in one call, concurrent-job-syncs 1",
  causes: ["kube-controller-manager/worker-pool"],
  refused: ["kube-controller-manager/client-rate-limit", "client/serial-submission"],
  changes: ["kube-controller-manager.concurrent-job-syncs"],
  needs: [],
  experiment(draw) {
    const shape = { workers: 4, instances: draw.whole(100, 150), method: "file" } as const;
    const workers = (count: number) => ({
      kubernetes: { ...lifted, "kube-controller-manager.concurrent-job-syncs": count },
      columbo: { client: "api" },
    });
    return { cfg: cfgOf(shape, workers(1)), healthy: { cfg: cfgOf(shape, workers(10)) } };
  },
};
