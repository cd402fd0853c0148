import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { limited } from "../inject/limited-group.ts";
import { lifted } from "../limits/lifted.ts";

const shape = { workers: 4, instances: 60 };

/** etcd waits for its disk at each write. */
export const slowDisk: Fault = {
  name: "slow-disk",
  by: "etcd's process in a control group with 20 to 60 writes a second",
  causes: ["etcd/slow-disk"],
  refused: [
    "kube-controller-manager/client-rate-limit",
    "kube-scheduler/client-rate-limit",
    "kube-apiserver/overload",
    "kube-apiserver/priority-and-fairness",
    "admission-webhook/slow",
  ],
  changes: [],
  needs: ["root", "cgroup-io"],
  experiment(draw) {
    const perSecond = draw.whole(20, 60);
    return {
      cfg: cfgOf(shape, { kubernetes: lifted }),
      inject: (cluster) => limited(cluster, "etcd", { writes: { perSecond, folder: cluster.scratch } }),
    };
  },
};
