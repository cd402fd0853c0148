import { cluster, controlPlane, job, machines, nodes, seats, type Landscape } from "./landscape.ts";

/** The control plane's cores or its webhooks are the limit. */
export const apiServerBound: readonly Landscape[] = [
  {
    name: "control plane of one slow core",
    family: "API server",
    input: job(600, { service: machines(1, 0.0016) }),
    parameters: [...controlPlane, ...seats],
  },
  {
    name: "a webhook of half a second",
    family: "API server",
    input: job(400, {
      nodes: nodes(8, "existing"),
      service: machines(4, 0.05, { nodeCores: 4, webhook: { object: 0.05, pod: 0.5 } }),
    }),
    parameters: [...cluster, ...seats],
  },
];
