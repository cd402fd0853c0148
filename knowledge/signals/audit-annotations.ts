import type { SignalFault } from "./fault.ts";

/** How long each layer of the API server took, in the audit log's annotations. */
export const auditLatencies: SignalFault = {
  signal: "apiserver.latency.k8s.io/*",
  component: "kube-apiserver",
  shows: "missing from every line of the audit log",
  why: "the latency is taken before the time of the stage is set, so it is 0 and never above the 500 ms from which on they are written",
  instead: "requestReceivedTimestamp and stageTimestamp of the same line; spans for what lies between them",
  releases: [
    { since: "1.34.0", until: "1.34.7" },
    { since: "1.35.0", until: "1.35.4" },
  ],
  source:
    "apiserver v0.34.4 pkg/endpoints/filters/audit.go:106,160; wrong in v0.34.0, v0.34.4, v0.34.5, v0.34.6, v0.35.0 to v0.35.3; right in v0.29.6, v0.30.14, v0.31.14, v0.32.13, v0.33.13, v0.34.7 to v0.34.9, v0.35.4, v0.36.0, v0.36.3, v0.37.2",
};
