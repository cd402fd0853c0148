import { availableParallelism } from "node:os";
import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { otherWork } from "../inject/other-work.ts";
import { unhindered } from "../without-token.ts";

/** A node that has other work to do: raising limits would only bring more pods at once to it. */
export const busyNode: Fault = {
  name: "busy-node",
  by: "2 to 3 programs per core that compute without pause beside a real node, 8 to 12 pods",
  causes: ["node/cpu-saturated"],
  refused: [
    "kube-controller-manager/client-rate-limit",
    "kube-scheduler/client-rate-limit",
    "kubelet/client-rate-limit",
    "kube-apiserver/overload",
  ],
  changes: [],
  needs: ["root", "real-nodes"],
  experiment(draw) {
    const shape = { workers: 1, instances: draw.whole(8, 12), nodes: "real:1" };
    return {
      cfg: cfgOf(shape, {
        kubernetes: unhindered,
        columbo: { warmup: 1 },
      }),
      inject: otherWork(draw.whole(2, 3) * availableParallelism()),
    };
  },
};
