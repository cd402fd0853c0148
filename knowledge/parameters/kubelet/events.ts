import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";
import { asKubeletField } from "./field.ts";

const source = verifiedSource(
  "kubernetes v1.34.4 pkg/kubelet/apis/config/v1beta1/defaults.go:116-121, cmd/kubelet/app/server.go:707",
);

/** Events have a client of their own, and one goroutine that sends them. */
export const eventRecordQps: Parameter = {
  ...asKubeletField("eventRecordQPS"),
  // The documentation says that 0 is no limit; until v1.36 the client library makes its own default, 5, of it.
  title: "events per second that a kubelet sends; 0 = no limit from v1.37 on, 5 before",
  type: "integer",
  unit: "events/s",
  defaults: [{ since: OLDEST_VERIFIED, value: 50 }],
  range: { min: 0, max: 10_000 },
  stages: ["S6"],
  mechanism: { kind: "side-bucket", bucket: "kubelet-events", role: "rate" },
  formula:
    "no start waits for an event; n pods cause about 4 n events, which arrive later by (4 n - burst) / qps",
  goesWith: ["kubelet.eventBurst"],
  risk: "more writes reach kube-apiserver and etcd",
  source,
};

export const eventBurst: Parameter = {
  ...eventRecordQps,
  ...asKubeletField("eventBurst"),
  title: "events that a kubelet may send at once",
  unit: "events",
  defaults: [{ since: OLDEST_VERIFIED, value: 100 }],
  range: { min: 1, max: 100_000 },
  mechanism: { kind: "side-bucket", bucket: "kubelet-events", role: "burst" },
  formula: "the first burst events after a quiet time do not wait",
  goesWith: ["kubelet.eventRecordQPS"],
};
