import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { clientStarted, otherClient } from "../inject/other-client.ts";
import { lifted } from "../limits/lifted.ts";

const shape = { workers: 4, instances: 150 };

/** A client that has nothing to do with the deployment keeps the API server busy. */
export const clientWithoutPause: Fault = {
  name: "other-client",
  by: "a service account that lists 1,000 pods on 2 to 6 connections without pause",
  causes: ["kube-apiserver/overload"],
  refused: [
    "kube-controller-manager/client-rate-limit",
    "kube-scheduler/client-rate-limit",
    "node/cpu-saturated",
    "etcd/slow-disk",
  ],
  changes: [],
  evidence: { "other-clients.user": otherClient },
  needs: [],
  experiment(draw) {
    const connections = draw.whole(2, 6);
    return {
      cfg: cfgOf(shape, { kubernetes: lifted }),
      inject: (cluster) => clientStarted(cluster, { does: "list", connections, pods: 1000 }),
    };
  },
};
