import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";

export const http2MaxStreams: Parameter = {
  id: "kube-apiserver.http2-max-streams-per-connection",
  component: "kube-apiserver",
  title: "requests that one client connection carries at the same time; 0 = the server's own default",
  type: "integer",
  unit: "streams",
  defaults: [{ since: OLDEST_VERIFIED, value: 0 }],
  range: { min: 0, max: 10_000 },
  stages: ["S3"],
  mechanism: { kind: "seat-pool", pool: "http2-connection" },
  formula: "0 gives 100 streams; a client that needs more opens a further connection",
  goesWith: [],
  set: { by: "flag", flag: "--http2-max-streams-per-connection" },
  kubeadm: "ClusterConfiguration.apiServer.extraArgs",
  restart: "kube-apiserver",
  risk: "more memory per connection",
  source: verifiedSource(
    "kubernetes v1.34.4 apiserver/pkg/server/options/serving.go, secure_serving.go:193-199",
  ),
};
