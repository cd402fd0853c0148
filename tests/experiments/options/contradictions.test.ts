import { describe, expect, test } from "vitest";
import { parameters } from "../../../knowledge/index.ts";
import { whyNotSettable } from "../../../experiments/index.ts";
import { cfg, faultsOf, localBase, parse } from "../support.ts";

type Changes = Record<string, string>;

const inKubernetes = (values: Changes, others: Changes = {}): string =>
  cfg(localBase, {
    ...others,
    ...Object.fromEntries(Object.entries(values).map(([key, value]) => [`kubernetes.${key}`, value])),
  });

const real = { "local.nodes": "real" };
const level = "kube-apiserver.PriorityLevelConfiguration.workload-high.nominalConcurrencyShares";

describe("settings that contradict each other or do nothing", () => {
  test.each<[string, Changes, Changes, RegExp]>([
    [
      "serial pulls beside a number of parallel ones",
      { "kubelet.serializeImagePulls": "yes", "kubelet.maxParallelImagePulls": "2" },
      real,
      /kubelet.serializeImagePulls: expected false or no line at all beside kubelet.maxParallelImagePulls = 2: the kubelet refuses both together$/,
    ],
    [
      "no seat at all",
      { "kube-apiserver.max-requests-inflight": "0", "kube-apiserver.max-mutating-requests-inflight": "0" },
      {},
      /max-requests-inflight: expected .* above 0: priority-and-fairness shares out their sum$/,
    ],
    [
      "seats of a level without priority-and-fairness",
      { "kube-apiserver.enable-priority-and-fairness": "no", [level]: "50" },
      {},
      /nominalConcurrencyShares: has no effect beside kube-apiserver.enable-priority-and-fairness = false/,
    ],
    [
      "a size of a watch cache",
      { "kube-apiserver.watch-cache-sizes": "pods#1000,nodes#0" },
      {},
      /watch-cache-sizes: expected resources with the size 0, such as pods#0, got "pods#1000": other sizes are ignored$/,
    ],
    [
      "sizes of watch caches that are off",
      { "kube-apiserver.watch-cache": "no", "kube-apiserver.watch-cache-sizes": "pods#0" },
      {},
      /watch-cache-sizes: has no effect beside kube-apiserver.watch-cache = false/,
    ],
    [
      "a size that is read and used for nothing",
      { "kube-apiserver.default-watch-cache-size": "0" },
      {},
      /default-watch-cache-size: cannot be set: it has no effect in any release from v1.29 on$/,
    ],
    [
      "no limit of events that is one of 5",
      { "kubelet.eventRecordQPS": "0" },
      real,
      /eventRecordQPS: expected at least 1: with 0 the kubelet of v1.34.4 sends 5 events a second/,
    ],
    [
      "a burst of events of none",
      { "kubelet.eventBurst": "0" },
      real,
      /eventBurst: expected a whole number from 1 to/,
    ],
    [
      "a burst of what is not limited",
      { "kubelet.registryPullQPS": "0", "kubelet.registryBurst": "20" },
      real,
      /registryBurst: has no effect beside kubelet.registryPullQPS = 0, which is no limit/,
    ],
    [
      "elections quicker than etcd allows",
      { "etcd.heartbeat-interval": "300" },
      {},
      /heartbeat-interval: expected etcd.election-timeout to be at least 5 x etcd.heartbeat-interval, got 1000 and 300 ms: etcd does not start$/,
    ],
    [
      "a database that is full at once",
      { "etcd.quota-backend-bytes": "1000" },
      {},
      /quota-backend-bytes: expected 0 or at least 67108864/,
    ],
    [
      "indexes without completions",
      { "workload.Job.completionMode": "Indexed" },
      {},
      /completionMode: Indexed needs a Job with completions, which kube_deployment = pod has none of/,
    ],
    [
      "a class that is not there",
      { "workload.priorityClassName": "gold" },
      {},
      /priorityClassName: expected one of system-cluster-critical, system-node-critical, got "gold"/,
    ],
    [
      "back-offs the wrong way round",
      { "kube-scheduler.podInitialBackoffSeconds": "20" },
      {},
      /podInitialBackoffSeconds: expected at most kube-scheduler.podMaxBackoffSeconds, which is 10 by default, got 20/,
    ],
    [
      "flags that the scheduler ignores",
      { "kube-scheduler.kube-api-qps": "100" },
      {},
      /kube-scheduler ignores this flag beside its configuration file, which Columbo gives it: set kube-scheduler.clientConnection.qps instead$/,
    ],
    [
      "a gate that is locked",
      { "kube-scheduler.feature-gates.SchedulerQueueingHints": "no" },
      {},
      /SchedulerQueueingHints: cannot be set from Kubernetes v1.34 on, the experiment's is v1.34.4: remove it$/,
    ],
    [
      "a gate that does not exist yet",
      { "kube-scheduler.feature-gates.OpportunisticBatching": "no" },
      {},
      /OpportunisticBatching: this parameter came with Kubernetes v1.35, the experiment's is v1.34.4/,
    ],
  ])("%s", (_, values, others, expected) => {
    expect(faultsOf(inKubernetes(values, others))).toEqual([expect.stringMatching(expected)]);
  });

  test("what goes together is taken", () => {
    const values = {
      "kubelet.maxParallelImagePulls": "4",
      "kube-apiserver.max-requests-inflight": "0",
      "kube-apiserver.watch-cache-sizes": "events#0, leases.coordination.k8s.io#0",
      "etcd.heartbeat-interval": "200",
      "workload.priorityClassName": "system-node-critical",
      [level]: "50",
    };
    const { settings } = parse(inKubernetes(values, real)).experiment;
    expect(Object.fromEntries(settings.map(({ parameter, value }) => [parameter, value]))).toMatchObject({
      "kubelet.maxParallelImagePulls": 4,
      [level]: 50,
    });
  });
});

describe("what a provider has no place for", () => {
  test.each<[string, Changes, RegExp]>([
    [
      "kube-proxy.clientConnection.qps",
      real,
      /a local cluster runs no kube-proxy, and no Job waits for one$/,
    ],
    ["containerd.max_concurrent_downloads", {}, /only real nodes have a containerd/],
    ["kubelet.syncFrequency", {}, /there is no kubelet on kwok nodes/],
    [
      "kubelet.syncFrequency",
      { "local.nodes": "hollow" },
      /kubelets of hollow nodes take kubeAPIQPS, .* alone/,
    ],
    ["etcd.unsafe-no-fsync", {}, /it loses data when the machine fails/],
    ["workload.Job.completions", {}, /`instances` in \[columbo\] and kube_deployment/],
    [
      "workload.StatefulSet.podManagementPolicy",
      {},
      /trials deploy Jobs, and it stands in the spec of a StatefulSet/,
    ],
  ])("%s %j", (id, others, expected) => {
    const parameter = parameters.find((one) => one.id === id);
    const value = {
      boolean: "yes",
      string: parameter?.choices?.[1] ?? "x",
      duration: "45s",
      integer: "7",
      number: "7",
    };
    const text = inKubernetes({ [id]: value[parameter?.type ?? "string"] }, others);
    const [fault, ...more] = faultsOf(text);
    expect(more).toEqual([]);
    expect(fault).toMatch(new RegExp(`\\[kubernetes\\] ${id}: cannot be set: `));
    expect(fault).toMatch(expected);
  });

  test("is never refused of a parameter of the control plane on a local cluster, unless it is only described", () => {
    for (const parameter of parameters)
      if (/^(etcd|kube-(apiserver|controller-manager|scheduler))$/.test(parameter.component))
        expect(whyNotSettable(parameter, "local", ["kwok"]), parameter.id).toBe(parameter.notHere);
  });

  test("values of a cluster that is there already say what it has", () => {
    const proxy = parameters.find(({ component }) => component === "kube-proxy");
    expect(proxy && whyNotSettable(proxy, "existing", [])).toBeUndefined();
  });
});
