import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { limited } from "../inject/limited-group.ts";
import { lifted } from "../limits/lifted.ts";

const shape = { workers: 4, instances: 40 };

/** The API server may use a fraction of one processor, on a machine that has little to do. */
export const apiServerQuota: Fault = {
  name: "api-server-quota",
  by: "kube-apiserver's process in a control group with 0.15 to 0.3 cores",
  causes: ["kube-apiserver/overload"],
  refused: [
    "kube-controller-manager/client-rate-limit",
    "kube-scheduler/client-rate-limit",
    "kube-apiserver/priority-and-fairness",
    "node/cpu-saturated",
    "etcd/slow-disk",
  ],
  changes: [],
  needs: ["root", "cgroup-cpu"],
  experiment(draw) {
    const cpu = draw.whole(15, 30) / 100;
    // With the default rates as well: raising them would only lengthen the server's queue.
    const kubernetes = draw.oneOf([lifted, {}]);
    return {
      cfg: cfgOf(shape, { kubernetes }),
      inject: (cluster) => limited(cluster, "kube-apiserver", { cpu }),
    };
  },
};
