import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { limitedDisks } from "../inject/limited-disk.ts";
import { unhindered } from "../without-token.ts";

/** Kubelet and runtime wait for their disk at each write that must not be lost. */
export const slowNodeDisk: Fault = {
  name: "slow-node-disk",
  by: "a real node's programs with 80 to 120 writes a second to the disk",
  causes: ["node/disk-saturated"],
  refused: [
    "kube-controller-manager/client-rate-limit",
    "kube-scheduler/client-rate-limit",
    "kubelet/client-rate-limit",
    "cni/slow",
    "etcd/slow-disk",
    "node/cpu-saturated",
  ],
  changes: [],
  needs: ["root", "cgroup-io", "real-nodes"],
  experiment(draw) {
    const shape = { workers: 1, instances: draw.whole(3, 5), nodes: "real:1" };
    return {
      cfg: cfgOf(shape, {
        kubernetes: unhindered,
        columbo: { warmup: 0 },
      }),
      inject: limitedDisks(draw.whole(80, 120)),
    };
  },
};
