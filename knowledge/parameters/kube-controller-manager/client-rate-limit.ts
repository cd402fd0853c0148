import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";

const source = verifiedSource("kubernetes v1.34.4 pkg/controller/apis/config/v1alpha1/defaults.go:57-61");
const risk =
  "more requests at once reach kube-apiserver and etcd, from every controller, not only from the job controller";

/** The client limit of every controller: each has a bucket of its own with these two numbers. */
export const kubeApiQps: Parameter = {
  id: "kube-controller-manager.kube-api-qps",
  component: "kube-controller-manager",
  title: "requests per second of each controller's client",
  type: "number",
  unit: "requests/s",
  defaults: [{ since: OLDEST_VERIFIED, value: 20 }],
  range: { min: 0.1, max: 10_000 },
  stages: ["S3"],
  mechanism: { kind: "token-bucket", bucket: "job-controller", role: "rate" },
  formula: "S3 >= max(0, (pods + about 7 events - burst) / qps)",
  goesWith: ["kube-controller-manager.kube-api-burst"],
  set: { by: "flag", flag: "--kube-api-qps" },
  kubeadm: "ClusterConfiguration.controllerManager.extraArgs",
  restart: "kube-controller-manager",
  risk,
  source,
};

export const kubeApiBurst: Parameter = {
  id: "kube-controller-manager.kube-api-burst",
  component: "kube-controller-manager",
  title: "requests that each controller's client may send at once",
  type: "integer",
  unit: "requests",
  defaults: [{ since: OLDEST_VERIFIED, value: 30 }],
  range: { min: 1, max: 100_000 },
  stages: ["S3"],
  mechanism: { kind: "token-bucket", bucket: "job-controller", role: "burst" },
  formula: "the first burst requests after a quiet time do not wait",
  goesWith: ["kube-controller-manager.kube-api-qps"],
  set: { by: "flag", flag: "--kube-api-burst" },
  kubeadm: "ClusterConfiguration.controllerManager.extraArgs",
  restart: "kube-controller-manager",
  risk,
  source,
};
