import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";

const since = OLDEST_VERIFIED;
const note = "no Job waits for it: only traffic through a Service comes to new pods later";

const field = (path: string, line: string) =>
  ({
    id: `kube-proxy.${path}`,
    component: "kube-proxy",
    stages: ["S6"],
    set: { by: "config-file", path },
    kubeadm: "KubeProxyConfiguration, in the ConfigMap kube-proxy",
    restart: "kube-proxy",
    source: verifiedSource(`kubernetes v1.34.4 pkg/proxy/apis/config/v1alpha1/defaults.go:${line}`),
  }) as const;

/** kube-proxy writes the nodes' rules for Services. No pod's start waits for it, a Job's not even after it. */
export const kubeProxyParameters: readonly Parameter[] = [
  {
    ...field("clientConnection.qps", "130"),
    title: "requests per second of each node's kube-proxy",
    type: "number",
    unit: "requests/s",
    defaults: [{ since, value: 5 }],
    range: { min: 0.1, max: 10_000 },
    mechanism: { kind: "side-bucket", bucket: "kube-proxy", role: "rate" },
    formula: `it watches, and so asks next to nothing; ${note}`,
    goesWith: ["kube-proxy.clientConnection.burst"],
    risk: "more requests of every node at once",
  },
  {
    ...field("clientConnection.burst", "133"),
    title: "requests that each node's kube-proxy may send at once",
    type: "integer",
    unit: "requests",
    defaults: [{ since, value: 10 }],
    range: { min: 1, max: 100_000 },
    mechanism: { kind: "side-bucket", bucket: "kube-proxy", role: "burst" },
    formula: `the first burst requests do not wait; ${note}`,
    goesWith: ["kube-proxy.clientConnection.qps"],
    risk: "more requests of every node at once",
  },
  {
    ...field("iptables.minSyncPeriod", "66"),
    title: "shortest time between two writes of the iptables rules",
    type: "duration",
    unit: "",
    defaults: [{ since, value: "1s" }],
    range: { min: 0, max: 3600 },
    mechanism: { kind: "polling-period", poll: "proxy-rules" },
    formula: `a Service's new pods get traffic up to this much later; ${note}`,
    goesWith: ["kube-proxy.iptables.syncPeriod"],
    risk: "a short time writes all rules again and again while many pods start",
  },
  {
    ...field("iptables.syncPeriod", "63"),
    title: "time after which the iptables rules are written anew though nothing has changed",
    type: "duration",
    unit: "",
    defaults: [{ since, value: "30s" }],
    range: { min: 1, max: 3600 },
    mechanism: { kind: "periodic-work", of: "proxy-rules-refresh" },
    formula: `work of each node per period, which grows with the Services; ${note}`,
    goesWith: ["kube-proxy.iptables.minSyncPeriod"],
    risk: "what another program changed stays changed for longer",
  },
  {
    ...field("configSyncPeriod", "123"),
    title: "time after which everything that kube-proxy watches is gone through anew",
    type: "duration",
    unit: "",
    defaults: [{ since, value: "900s" }],
    range: { min: 1, max: 86_400 },
    mechanism: { kind: "periodic-work", of: "proxy-resync" },
    formula: `work of each node per period; ${note}`,
    goesWith: [],
    risk: "a short time costs processor time for nothing",
  },
];
