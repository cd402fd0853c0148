import { cfgOf, type Sections } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { withoutToken } from "../without-token.ts";

const shape = { workers: 1, instances: 2, nodes: "real" };

/** An application that computes at its start, under a limit that was measured while it was idle. */
export const cpuLimit: Fault = {
  name: "cpu-limit",
  by: "resources.limits.cpu at 20m to 60m, an application that computes for 0.2 to 0.4 s at its start",
  causes: ["workload/cpu-throttled"],
  refused: ["node/cpu-saturated", "kubelet/volume-wait", "kube-controller-manager/client-rate-limit"],
  changes: ["workload.resources.limits.cpu"],
  needs: ["root", "real-nodes"],
  experiment(draw) {
    const limit = draw.whole(20, 60) / 1000;
    // Ten times the limit: a start of ten seconds, whatever the limit is.
    const start = { start_cpu_seconds: (10 * limit).toFixed(2), warmup: 1 };
    const columbo = (more: Sections[string]): Sections => ({
      kubernetes: withoutToken,
      columbo: { ...start, ...more },
    });
    return {
      cfg: cfgOf(shape, columbo({ cpu_limit: limit })),
      healthy: { cfg: cfgOf(shape, columbo({})) },
    };
  },
};
