import type { Cluster } from "../../../provisioners/index.ts";
import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { clientStarted } from "../inject/other-client.ts";
import { squeezed, type Subject } from "../inject/priority-level.ts";
import { lifted } from "../limits/lifted.ts";

const shape = { workers: 4, instances: 40 };
/**
 * As many as a cluster of a hundred nodes has: a write keeps its seat for 5 ms more for each ten watches that hear of
 * it (apiserver/pkg/util/flowcontrol/request/mutating_work_estimator.go), which costs no processor.
 */
const watches = 160;

const subjects: readonly Subject[] = [
  { kind: "ServiceAccount", namespace: "kube-system", name: "job-controller" },
  { kind: "User", name: "system:kube-scheduler" },
];

const level = "squeezed";

/** Requests of the job controller, or of the scheduler, go to the API server one after the other. */
export const oneSeat: Fault = {
  name: "one-seat",
  by: "a FlowSchema that leads the job controller or the scheduler into a priority level with one seat",
  causes: ["kube-apiserver/priority-and-fairness"],
  refused: [
    "kube-controller-manager/client-rate-limit",
    "kube-scheduler/client-rate-limit",
    "kube-apiserver/overload",
    "etcd/slow-disk",
  ],
  changes: [`kube-apiserver.PriorityLevelConfiguration.${level}.nominalConcurrencyShares`],
  evidence: { "seats.level": level, "seats.flow-schema": level },
  needs: [],
  experiment(draw) {
    const subject = draw.oneOf(subjects);
    // So few seats in all that one share of 246 is one seat.
    const seats = draw.whole(60, 120);
    const kubernetes = {
      ...lifted,
      "kube-apiserver.max-requests-inflight": seats,
      "kube-apiserver.max-mutating-requests-inflight": seats,
    };
    const cfg = cfgOf(shape, { kubernetes, columbo: { repeats: 3 } });
    const watched = (cluster: Cluster) =>
      clientStarted(cluster, { does: "watch", connections: watches, pods: 0 });
    return {
      cfg,
      async inject(cluster) {
        await squeezed(cluster, level, subject);
        return watched(cluster);
      },
      healthy: { cfg, inject: watched },
    };
  },
};
