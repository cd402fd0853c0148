import { clientLimits, type RecordedCase } from "./support/case.ts";
import { delayed, histogram, withMetrics } from "./support/lay-over.ts";
import { lifted } from "./support/limits.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";

const pods = 60;
/** The transaction of the report, which each write waits for. */
const transaction = 0.388;
const plan = planOfReport({
  kubernetes: "v1.19.3",
  nodes: { kind: "kwok", count: 3, cores: 8 },
  workload: { instances: pods },
  settings: lifted,
});

const base = simulateReport(plan);
const slow = delayed(
  delayed(base.record, "pod-stored", (place) => transaction * (1 + place)),
  "binding-stored",
  () => transaction,
);
const writes = 4 * pods;

export const etcdWal: RecordedCase = {
  id: 15,
  title: "One etcd member's disk takes a second to sync its log",
  source: "https://github.com/etcd-io/etcd/issues/12405",
  reported:
    "Three members under kubeadm; one syncs its write-ahead log in 1.02 s, transactions take 388 ms, ranges 2.3 s.",
  plan,
  model: base.model,
  record: withMetrics(slow, [
    ...histogram("etcd", "etcd_disk_wal_fsync_duration_seconds", {
      ...{ sum: writes * 0.3, count: writes },
      buckets: {
        "0.004": 4,
        "0.016": 20,
        "0.064": 40,
        "0.256": 90,
        "0.512": 210,
        "1.024": 236,
        "2.048": writes,
      },
    }),
    ...histogram("etcd", "etcd_disk_backend_commit_duration_seconds", {
      ...{ sum: 200 * 0.35, count: 200 },
      buckets: { "0.016": 5, "0.064": 12, "0.256": 40, "0.512": 190, "1.024": 200 },
    }),
    // A write waits for those before it, which wait for the disk.
    ...histogram("kube-apiserver", "etcd_request_duration_seconds", {
      ...{ sum: (transaction * pods * (pods + 1)) / 2, count: pods },
      labels: { operation: "create", resource: "pods" },
    }),
    ...histogram("kube-apiserver", "etcd_request_duration_seconds", {
      ...{ sum: transaction * pods, count: pods, labels: { operation: "update", resource: "pods" } },
    }),
  ]),
  cause: "etcd/slow-disk",
  suggests: [],
  refused: [...clientLimits, "kube-apiserver/overload", "admission-webhook/slow"],
};
