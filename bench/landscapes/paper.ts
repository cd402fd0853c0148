import { cluster, job, machines, nodes, type Landscape } from "./landscape.ts";

/** Cores of e2-highmem-8, and core-seconds of a pod's start with which a hundred of them take 10 s. */
const cores = 8;
const nodeWork = 0.75;
const service = machines(cores, nodeWork, { nodeCores: cores, contention: 0.002 });
const on = (count: number) => ({ nodes: nodes(count, "existing"), service });

/** The paper's workloads: weak scaling, strong scaling, and its other ways to deploy a hundred containers. */
export const paper: readonly Landscape[] = [
  { name: "weak 16", family: "paper", input: job(1600, on(16)), parameters: cluster },
  { name: "weak 8", family: "paper", input: job(800, on(8)), parameters: cluster },
  { name: "strong 4", family: "paper", input: job(100, on(4)), parameters: cluster },
  { name: "call", family: "paper", input: job(100, { ...on(4), method: "call" }), parameters: cluster },
  { name: "file", family: "paper", input: job(100, { ...on(4), method: "file" }), parameters: cluster },
  {
    name: "container",
    family: "paper",
    input: job(100, { ...on(1), method: "container" }),
    parameters: cluster,
  },
];
