import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { lifted } from "../limits/lifted.ts";

const shape = { workers: 500, instances: 300 };
const selector = { labelSelector: { matchLabels: { spread: "out" } } };
const labels = { metadata: { labels: { spread: "out" } } };
const topologyKey = "kubernetes.io/hostname";

/** For each pod the scheduler counts the pods that are there, node by node. */
export const pluginCost: Fault = {
  name: "plugin-cost",
  by: "required anti-affinity and a hard topology spread over 500 nodes, 250 to 400 pods",
  causes: ["kube-scheduler/plugin-cost"],
  refused: [
    "kube-controller-manager/client-rate-limit",
    "kube-scheduler/client-rate-limit",
    "kube-apiserver/priority-and-fairness",
    "etcd/slow-disk",
  ],
  changes: ["workload.affinity", "workload.topologySpreadConstraints"],
  needs: [],
  experiment(draw) {
    const instances = draw.whole(250, 400);
    const columbo = { instances, warmup: 10 };
    const cfg = (pod?: string): string =>
      cfgOf(shape, { kubernetes: lifted, columbo: { ...columbo, ...(pod === undefined ? {} : { pod }) } });
    const pod = {
      ...labels,
      spec: {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ ...selector, topologyKey }],
          },
        },
        topologySpreadConstraints: [
          { ...selector, topologyKey, maxSkew: 1, whenUnsatisfiable: "DoNotSchedule" },
        ],
      },
    };
    return {
      cfg: cfg("spread.yaml"),
      files: { "spread.yaml": JSON.stringify(pod) },
      healthy: { cfg: cfg() },
    };
  },
};
