import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";

const formula =
  "both numbers are added up and shared out to the priority levels; a level waits when arrivals x latency > its seats";

/** The seats of priority-and-fairness. With it on (the default) the split between the two does not matter. */
export const maxRequestsInflight: Parameter = {
  id: "kube-apiserver.max-requests-inflight",
  component: "kube-apiserver",
  title: "reading requests that are worked on at the same time",
  type: "integer",
  unit: "requests",
  defaults: [{ since: OLDEST_VERIFIED, value: 400 }],
  range: { min: 0, max: 100_000 },
  stages: ["S1", "S3", "S4"],
  mechanism: { kind: "seat-pool", pool: "kube-apiserver" },
  formula,
  goesWith: [],
  set: { by: "flag", flag: "--max-requests-inflight" },
  kubeadm: "ClusterConfiguration.apiServer.extraArgs",
  restart: "kube-apiserver",
  risk: "more memory of kube-apiserver, and etcd may be overrun",
  source: verifiedSource("kubernetes v1.34.4 apiserver/pkg/server/config.go:442"),
};

export const maxMutatingRequestsInflight: Parameter = {
  ...maxRequestsInflight,
  id: "kube-apiserver.max-mutating-requests-inflight",
  title: "writing requests that are worked on at the same time",
  defaults: [{ since: OLDEST_VERIFIED, value: 200 }],
  set: { by: "flag", flag: "--max-mutating-requests-inflight" },
  source: verifiedSource("kubernetes v1.34.4 apiserver/pkg/server/config.go:443"),
};
