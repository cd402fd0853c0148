import { stringify } from "yaml";
import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { limitedNodes } from "../inject/limited-nodes.ts";
import { unhindered } from "../without-token.ts";

const selector = { nodeSelector: { "kubernetes.io/hostname": "worker-1" } };
const affinity = {
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: ["worker-1"] }] },
        ],
      },
    },
  },
};

/** All pods go to one node of three, which has little processor time of its own. */
export const oneNodeOfThree: Fault = {
  name: "one-node-of-three",
  by: "a nodeSelector or an affinity that only one of three real nodes fits, each with a quota of 0.25 to 0.35 cores",
  causes: ["scheduling/unbalanced"],
  refused: ["kube-controller-manager/client-rate-limit", "kubelet/client-rate-limit"],
  changes: ["workload.nodeSelector", "workload.affinity"],
  needs: ["root", "cgroup-cpu", "real-nodes"],
  experiment(draw) {
    const shape = { workers: 3, instances: draw.whole(9, 12), nodes: "real:3" };
    const spec = draw.oneOf([selector, affinity]);
    const inject = limitedNodes(draw.whole(25, 35) / 100);
    const cfg = (more: Readonly<Record<string, string>>): string =>
      cfgOf(shape, {
        infrastructure: { cloud_cores: 1, cloud_memory: 2 },
        kubernetes: unhindered,
        columbo: { warmup: 1, ...more },
      });
    return {
      cfg: cfg({ pod: "pod.yaml" }),
      files: { "pod.yaml": stringify({ spec }) },
      inject,
      healthy: { cfg: cfg({}), inject },
    };
  },
};
