import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";

const source = verifiedSource("kubernetes v1.34.4 pkg/scheduler/apis/config/v1/defaults.go:149-152");
const kubeadm = "ClusterConfiguration.scheduler.extraArgs config + extraVolumes, KubeSchedulerConfiguration";

/**
 * The scheduler's client limit: bindings and status patches of unschedulable pods; its events have a client of
 * their own. The flags --kube-api-qps and --kube-api-burst are ignored beside a configuration file.
 */
export const clientConnectionQps: Parameter = {
  id: "kube-scheduler.clientConnection.qps",
  component: "kube-scheduler",
  title: "requests per second of the scheduler's client",
  type: "number",
  unit: "requests/s",
  defaults: [{ since: OLDEST_VERIFIED, value: 50 }],
  range: { min: 0.1, max: 10_000 },
  stages: ["S4"],
  mechanism: { kind: "token-bucket", bucket: "scheduler", role: "rate" },
  formula: "S4 >= max(0, (pods - burst) / qps)",
  goesWith: ["kube-scheduler.clientConnection.burst"],
  set: { by: "config-file", path: "clientConnection.qps" },
  kubeadm,
  restart: "kube-scheduler",
  risk: "more bindings at once reach kube-apiserver and etcd, and pods reach their nodes less evenly paced",
  source,
};

export const clientConnectionBurst: Parameter = {
  id: "kube-scheduler.clientConnection.burst",
  component: "kube-scheduler",
  title: "requests that the scheduler's client may send at once",
  type: "integer",
  unit: "requests",
  defaults: [{ since: OLDEST_VERIFIED, value: 100 }],
  range: { min: 1, max: 100_000 },
  stages: ["S4"],
  mechanism: { kind: "token-bucket", bucket: "scheduler", role: "burst" },
  formula: "the first burst requests after a quiet time do not wait",
  goesWith: ["kube-scheduler.clientConnection.qps"],
  set: { by: "config-file", path: "clientConnection.burst" },
  kubeadm,
  restart: "kube-scheduler",
  risk: "more bindings at once reach kube-apiserver and etcd",
  source,
};
