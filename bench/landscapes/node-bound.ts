import { cluster, job, limits, machines, nodes, type Landscape } from "./landscape.ts";

const contention = 0.006;

/** The nodes' processors are the limit, and the more starts go on at once, the more work each one is. */
export const nodeBound: readonly Landscape[] = [
  {
    name: "one real node, 2 cores shared",
    family: "node",
    input: job(100, { nodes: nodes(1, "real"), service: machines(2, 0.2, { contention }) }),
    parameters: cluster,
  },
  {
    name: "the same, limits lifted by hand",
    family: "node",
    input: job(100, {
      nodes: nodes(1, "real"),
      service: machines(2, 0.2, { contention }),
      limits: limits({
        "kube-controller-manager.kube-api-qps": 10_000,
        "kube-controller-manager.kube-api-burst": 100_000,
      }),
    }),
    parameters: cluster,
  },
  {
    name: "4 nodes of 2 cores each",
    family: "node",
    input: job(320, {
      nodes: nodes(4, "existing"),
      service: machines(4, 0.2, { nodeCores: 2, contention: 0.01 }),
    }),
    parameters: cluster,
  },
  {
    name: "2 nodes, starts in turn",
    family: "node",
    input: job(100, {
      nodes: nodes(2, "existing"),
      service: machines(4, 0.1, { nodeCores: 4, contention, nodeSerial: 0.05 }),
    }),
    parameters: cluster,
  },
];
