import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";

/** When etcd's backend writes its pending transactions; every request has been in the log before. */
export const backendBatchInterval: Parameter = {
  id: "etcd.backend-batch-interval",
  component: "etcd",
  title: "longest time before pending changes are committed to the database file",
  type: "duration",
  unit: "",
  // 0 stands for the compiled-in 100 ms.
  defaults: [{ since: OLDEST_VERIFIED, value: "0s" }],
  range: { min: 0, max: 60 },
  stages: ["S1", "S3", "S4"],
  mechanism: { kind: "group-commit", of: "etcd-backend" },
  formula: "0s gives 100 ms; it does not delay requests, which wait for the log's fsync only",
  goesWith: ["etcd.backend-batch-limit"],
  set: { by: "flag", flag: "--backend-batch-interval" },
  kubeadm: "ClusterConfiguration.etcd.local.extraArgs",
  restart: "etcd",
  risk: "a short interval costs disk writes",
  source:
    "etcd v3.6.16 server/storage/backend.go:41 and backend/backend.go:36; the same in v3.5.17 and v3.7.0",
};

export const snapshotCount: Parameter = {
  id: "etcd.snapshot-count",
  component: "etcd",
  title: "committed requests between two snapshots",
  type: "integer",
  unit: "requests",
  defaults: [{ since: OLDEST_VERIFIED, value: 10_000 }],
  range: { min: 100, max: 10_000_000 },
  stages: ["S1", "S3", "S4"],
  mechanism: { kind: "group-commit", of: "etcd-snapshot" },
  formula: "a pod takes 9 to 10 writes, so 1,000 pods take about one snapshot",
  goesWith: [],
  set: { by: "flag", flag: "--snapshot-count" },
  kubeadm: "ClusterConfiguration.etcd.local.extraArgs",
  restart: "etcd",
  risk: "a high count needs more memory and a longer restart",
  source:
    "etcd v3.6.16 server/etcdserver/server.go:80, the same in v3.7.0; v3.5 has 100,000 of its own, but kubeadm sets 10,000: " +
    verifiedSource("kubernetes v1.34.4 cmd/kubeadm/app/phases/etcd/local.go:264"),
};
