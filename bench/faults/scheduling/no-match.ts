import { stringify } from "yaml";
import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { tainted } from "../inject/taints.ts";
import { lifted } from "../limits/lifted.ts";

const refused = [
  "kube-controller-manager/client-rate-limit",
  "kube-scheduler/client-rate-limit",
  "scheduling/insufficient-cpu",
  "scheduling/unbalanced",
];
const more = { columbo: { warmup: 2 }, kubernetes: lifted };

const affinityTo = (key: string, value: string): object => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key, operator: "In", values: [value] }] }],
      },
    },
  },
});

/** Pods that ask for a label that no node has. */
export const missingLabel: Fault = {
  name: "missing-label",
  by: "a nodeSelector or a demanding affinity for a label that no node has",
  causes: ["scheduling/no-matching-node"],
  refused,
  changes: ["workload.nodeSelector", "workload.affinity"],
  needs: [],
  experiment(draw) {
    const shape = { workers: draw.whole(2, 4), instances: draw.whole(10, 30) };
    const [key, value] = draw.oneOf([
      ["disk", "fast"],
      ["kubernetes.io/arch", "arm64"],
      ["zone", "north"],
    ] as const);
    const spec = draw.oneOf([{ nodeSelector: { [key]: value } }, affinityTo(key, value)]);
    return {
      cfg: cfgOf(shape, { ...more, columbo: { ...more.columbo, pod: "pod.yaml" } }),
      files: { "pod.yaml": stringify({ spec }) },
      healthy: { cfg: cfgOf(shape, more) },
    };
  },
};

/** Nodes that are kept for somebody else. */
export const taint: Fault = {
  name: "taint",
  by: "a taint with the effect NoSchedule on every node",
  causes: ["scheduling/no-matching-node"],
  refused,
  changes: ["workload.tolerations"],
  needs: [],
  experiment(draw) {
    const shape = { workers: draw.whole(2, 4), instances: draw.whole(10, 30) };
    const [key, value] = draw.oneOf([
      ["gpu", "present"],
      ["team", "search"],
      ["dedicated", "batch"],
    ] as const);
    return { cfg: cfgOf(shape, more), inject: tainted(key, value), healthy: { cfg: cfgOf(shape, more) } };
  },
};
