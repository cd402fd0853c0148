import type { Cluster } from "../../../provisioners/index.ts";
import { cfgOf } from "../cfg.ts";
import type { Fault, Injection } from "../fault.ts";
import { objectsMade } from "../inject/objects.ts";
import { lifted } from "../limits/lifted.ts";

const nodes = 500;
const shape = { workers: nodes, instances: 150 };
const topologyKey = "kubernetes.io/hostname";
const elsewhere = "elsewhere";
/** Pods that are there, as a cluster of 500 nodes has them. */
const others = 1500;

/** Demands to be apart from pods that there are none of: each is held against every pod that is there. */
const apart = (terms: number): object => ({
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: Array.from({ length: terms }, (_, index) => ({
      topologyKey,
      namespaceSelector: {},
      labelSelector: { matchLabels: { tenant: `tenant-${String(index)}` } },
    })),
  },
});

/** For each pod the scheduler goes through the pods that are there, node by node. */
export const pluginCost: Fault = {
  name: "plugin-cost",
  by: "required anti-affinity and a hard topology spread over 500 nodes with 1,500 pods of the same kind",
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
    const terms = draw.whole(60, 90);
    const labelSelector = { matchLabels: { tenant: "own" } };
    const pod = {
      metadata: { labels: { tenant: "own" } },
      spec: {
        affinity: apart(terms),
        topologySpreadConstraints: [
          { labelSelector, topologyKey, maxSkew: 1, whenUnsatisfiable: "DoNotSchedule" },
        ],
      },
    };
    const cfg = (more: Readonly<Record<string, string>>): string =>
      cfgOf(shape, { kubernetes: lifted, columbo: more });
    const inject = (cluster: Cluster): Promise<Injection> => podsOf(cluster);
    return {
      cfg: cfg({ pod: "apart.yaml" }),
      files: { "apart.yaml": JSON.stringify(pod) },
      inject,
      healthy: { cfg: cfg({}), inject },
    };
  },
};

/** Demands of a pod that is there already: they cost the scheduler as well, and are no trial's to mend. */
const ofOthers = 3;

/** Pods on all nodes that want to be apart from others, in a namespace that no trial touches. */
function podsOf(cluster: Cluster): Promise<Injection> {
  const pods = Array.from({ length: others }, (_, index) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `pod-${String(index)}`, labels: { tenant: "none" } },
    spec: {
      nodeName: cluster.nodes[index % cluster.nodes.length]?.name,
      affinity: apart(ofOthers),
      automountServiceAccountToken: false,
      containers: [{ name: "main", image: "nothing" }],
    },
  }));
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "idle" } };
  return objectsMade(cluster, [
    {
      collection: "/api/v1/namespaces",
      object: { apiVersion: "v1", kind: "Namespace", metadata: { name: elsewhere } },
    },
    { collection: `/api/v1/namespaces/${elsewhere}/serviceaccounts`, object: account },
    ...pods.map((object) => ({
      collection: `/api/v1/namespaces/${elsewhere}/pods`,
      object: { ...object, spec: { ...object.spec, serviceAccountName: "idle" } },
    })),
  ]);
}
