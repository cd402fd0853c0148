import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { lifted } from "../limits/lifted.ts";

/** An application that fills more memory than it may have. */
export const memoryLimit: Fault = {
  name: "memory-limit",
  by: "resources.limits.memory at 30 to 60 MB, an application that fills twice to three times as much at its start",
  causes: ["workload/out-of-memory"],
  refused: ["workload/cpu-throttled", "scheduling/insufficient-memory", "node/disk-saturated"],
  changes: ["workload.resources.limits.memory"],
  needs: ["root", "real-nodes"],
  experiment(draw) {
    const limit = draw.whole(30, 60);
    const filled = Math.round((limit * draw.whole(20, 30)) / 10);
    const shape = { workers: 1, instances: draw.whole(2, 4), nodes: "real" };
    const cfg = (columbo: Readonly<Record<string, string | number>>): string =>
      cfgOf(shape, { columbo: { start_memory_mb: filled, warmup: 0, ...columbo }, kubernetes: lifted });
    return { cfg: cfg({ memory_limit: (limit / 1000).toFixed(3) }), healthy: { cfg: cfg({}) } };
  },
};
