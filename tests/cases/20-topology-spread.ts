import { clientLimits, type RecordedCase } from "./support/case.ts";
import { delayed, histogram, withMetrics } from "./support/lay-over.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";

const pods = 1500;
/** What the plugin takes for a pod, seconds: it counts the pods that are there, and so grows with them. */
const cost = (place: number): number => 0.004 + 0.00004 * place;
const plan = planOfReport({
  kubernetes: "v1.22.2",
  nodes: { kind: "kwok", count: 250, cores: 4 },
  workload: { method: "pod", kind: "deployment", instances: pods },
  settings: [
    { parameter: "kube-controller-manager.kube-api-qps", value: 150 },
    { parameter: "kube-controller-manager.kube-api-burst", value: 200 },
    { parameter: "kube-scheduler.clientConnection.qps", value: 150 },
    { parameter: "kube-scheduler.clientConnection.burst", value: 200 },
  ],
});
const spread = {
  ...plan,
  workload: {
    ...plan.workload,
    pod: {
      spec: {
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
        ],
      },
    },
  },
} as typeof plan;

const base = simulateReport(spread);
const costs = Array.from({ length: pods }, (_, place) => cost(place));
const spent = costs.reduce((sums: number[], one) => [...sums, (sums.at(-1) ?? 0) + one], []);
const all = spent.at(-1) ?? 0;

/** The scheduler takes one pod after the other, so that its bindings never come as fast as its limit lets them. */
const created = (place: number): number => Math.max(0, (place - 200) / 150);
const behind = delayed(base.record, "pod-scheduling", (place) =>
  Math.max(0, (spent[place] ?? 0) - created(place)),
);
const record = {
  ...behind,
  waits: behind.waits.filter(({ component }) => component !== "kube-scheduler"),
  metrics: behind.metrics.filter(
    ({ component, name }) => component !== "kube-scheduler" || !name.startsWith("rest_client_rate_limiter"),
  ),
};
const point = (extension: string): Readonly<Record<string, string>> => ({
  ...{ extension_point: extension, profile: "default-scheduler", status: "Success" },
});

export const topologySpread: RecordedCase = {
  id: 20,
  title: "Spreading pods takes the scheduler longer with every pod that is there",
  source: "https://github.com/kubernetes/kubernetes/issues/105750",
  reported:
    "5,000 hollow nodes, 50 Deployments of 30 pods a second, limits at 150/200: bindings a second fall as pods grow.",
  plan: spread,
  model: base.model,
  record: withMetrics(record, [
    ...histogram("kube-scheduler", "rest_client_rate_limiter_duration_seconds", {
      ...{ sum: 0.2, count: pods, labels: { verb: "POST", host: "simulated" } },
    }),
    ...[
      ["PreFilter", 0.75],
      ["Filter", 0.2],
    ].flatMap(([extension, share]) => [
      ...histogram("kube-scheduler", "scheduler_plugin_execution_duration_seconds", {
        ...{ sum: all * Number(share), count: pods },
        labels: { ...point(String(extension)), plugin: "PodTopologySpread" },
      }),
      ...histogram("kube-scheduler", "scheduler_framework_extension_point_duration_seconds", {
        ...{ sum: all * Number(share) * 1.01, count: pods, labels: point(String(extension)) },
      }),
    ]),
    ...histogram("kube-scheduler", "scheduler_scheduling_algorithm_duration_seconds", {
      sum: all,
      count: pods,
    }),
    ...histogram("kube-scheduler", "scheduler_scheduling_attempt_duration_seconds", {
      ...{ sum: all * 1.05, count: pods, labels: { profile: "default-scheduler", result: "scheduled" } },
    }),
  ]),
  cause: "kube-scheduler/plugin-cost",
  suggests: ["workload.topologySpreadConstraints"],
  refused: [...clientLimits, "kube-apiserver/overload", "etcd/slow-disk"],
};
