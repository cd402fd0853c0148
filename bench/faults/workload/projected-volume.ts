import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { withoutToken } from "../without-token.ts";

/** One pod on an idle node whose only volume is the token for the API, which its application has no use for. */
export const projectedVolume: Fault = {
  name: "projected-volume",
  by: "the projected volume with the token for the API, in 1 or 2 pods without another",
  causes: ["kubelet/volume-wait"],
  refused: ["node/cpu-saturated", "volume/ownership-change"],
  changes: ["workload.automountServiceAccountToken"],
  needs: ["root", "real-nodes"],
  experiment(draw) {
    const shape = { workers: 1, instances: draw.whole(1, 2), nodes: "real" };
    // What it costs is a third of a second: as many trials as show that.
    const columbo = { warmup: 1, repeats: 5 };
    return {
      cfg: cfgOf(shape, { columbo }),
      healthy: {
        cfg: cfgOf(shape, { columbo, kubernetes: withoutToken }),
      },
    };
  },
};
