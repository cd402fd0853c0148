import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { unhindered } from "../without-token.ts";

/** All pods want one image, which nothing but its own bytes keeps from coming. */
export const slowImage: Fault = {
  name: "slow-image",
  by: "one image for 3 to 5 pods, from a registry whose link takes 3 to 5 s for it",
  causes: ["network/image-transfer"],
  refused: [
    "kubelet/serial-image-pulls",
    "kubelet/registry-pull-limit",
    "kubelet/client-rate-limit",
    "cni/slow",
    "node/cpu-saturated",
  ],
  changes: [],
  needs: ["root", "real-nodes"],
  experiment(draw) {
    const rate = draw.whole(3, 5);
    const cfg = cfgOf(
      { workers: 1, instances: draw.whole(3, 5), nodes: "real:1" },
      {
        benchmark: { cache_worker: "false" },
        kubernetes: unhindered,
        local: { image_mb: rate * draw.whole(3, 5), registry_rate_mb: rate },
        columbo: { warmup: 0 },
      },
    );
    return { cfg };
  },
};
