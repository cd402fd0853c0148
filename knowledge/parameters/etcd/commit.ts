import type { Parameter } from "../../parameter.ts";

/** When etcd's backend writes its pending transactions; every request has been in the log before. */
export const backendBatchInterval: Parameter = {
  id: "etcd.backend-batch-interval",
  component: "etcd",
  title: "longest time before pending changes are committed to the database file",
  type: "string",
  unit: "duration",
  // 0 stands for the compiled-in 100 ms.
  defaults: [{ since: "1.0", value: "0s" }],
  stages: ["S1", "S3", "S4"],
  mechanism: { kind: "group-commit", of: "etcd-backend" },
  formula: "0s gives 100 ms; it does not delay requests, which wait for the log's fsync only",
  goesWith: [],
  set: { by: "flag", flag: "--backend-batch-interval" },
  kubeadm: "ClusterConfiguration.etcd.local.extraArgs",
  restart: "etcd",
  risk: "a short interval costs disk writes",
  source: "etcd v3.6 server/storage/backend/backend.go:35",
};

export const snapshotCount: Parameter = {
  id: "etcd.snapshot-count",
  component: "etcd",
  title: "committed requests between two snapshots",
  type: "integer",
  unit: "requests",
  defaults: [{ since: "1.0", value: 10_000 }],
  range: { min: 100, max: 10_000_000 },
  stages: ["S1", "S3", "S4"],
  mechanism: { kind: "group-commit", of: "etcd-snapshot" },
  formula: "a pod takes 9 to 10 writes, so 1,000 pods take about one snapshot",
  goesWith: [],
  set: { by: "flag", flag: "--snapshot-count" },
  kubeadm: "ClusterConfiguration.etcd.local.extraArgs",
  restart: "etcd",
  risk: "a high count needs more memory and a longer restart",
  source: "etcd v3.6 server/etcdserver/server.go, kubeadm app/phases/etcd/local.go:264",
};
