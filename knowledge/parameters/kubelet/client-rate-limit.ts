import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";
import { asKubeletField } from "./field.ts";

const source = verifiedSource("kubernetes v1.34.4 pkg/kubelet/apis/config/v1beta1/defaults.go:220-225");

/** The client that asks for tokens of pods' volumes and writes their status; leases and node status have others. */
export const kubeApiQps: Parameter = {
  ...asKubeletField("kubeAPIQPS"),
  title: "requests per second of a kubelet's client, per node",
  type: "integer",
  unit: "requests/s",
  defaults: [{ since: OLDEST_VERIFIED, value: 50 }],
  range: { min: 1, max: 10_000 },
  stages: ["S5"],
  mechanism: { kind: "token-bucket", bucket: "kubelet", role: "rate" },
  formula:
    "a pod takes 1 token before its start, for its volume, and 2 after it for each status: n pods at once on a node wait (n - burst) / qps at most",
  goesWith: ["kubelet.kubeAPIBurst"],
  risk: "more requests of every node at once reach kube-apiserver and etcd",
  source,
};

export const kubeApiBurst: Parameter = {
  ...kubeApiQps,
  ...asKubeletField("kubeAPIBurst"),
  title: "requests that a kubelet's client may send at once",
  unit: "requests",
  defaults: [{ since: OLDEST_VERIFIED, value: 100 }],
  range: { min: 1, max: 100_000 },
  mechanism: { kind: "token-bucket", bucket: "kubelet", role: "burst" },
  formula: "the first burst requests after a quiet time do not wait",
  goesWith: ["kubelet.kubeAPIQPS"],
};
