import {
  cluster,
  controller,
  controlPlane,
  job,
  jobSyncs,
  limits,
  machines,
  nodes,
  scheduler,
  seats,
  type Landscape,
} from "./landscape.ts";

const ample = machines(8, 0.05, { nodeCores: 8 });

/** Several limiters at once, and some that only look like it. */
export const mixed: readonly Landscape[] = [
  {
    name: "kubelets at 1/1, controller at 10/10",
    family: "mixed",
    input: job(100, {
      nodes: nodes(4, "existing"),
      service: ample,
      limits: limits({
        "kubelet.kubeAPIQPS": 1,
        "kubelet.kubeAPIBurst": 1,
        [controller[0]]: 10,
        [controller[1]]: 10,
      }),
    }),
    parameters: cluster,
  },
  {
    name: "300 Jobs, one worker, slow rates",
    family: "mixed",
    input: job(300, {
      method: "file",
      service: machines(8, 0.0016),
      limits: limits({
        [jobSyncs]: 1,
        [controller[0]]: 5,
        [controller[1]]: 5,
        [scheduler[0]]: 5,
        [scheduler[1]]: 5,
      }),
    }),
    parameters: controlPlane,
  },
  {
    name: "three limiters at once",
    family: "mixed",
    input: job(600, {
      nodes: nodes(8, "existing"),
      service: ample,
      limits: limits({
        [scheduler[0]]: 10,
        [scheduler[1]]: 10,
        "kubelet.kubeAPIQPS": 5,
        "kubelet.kubeAPIBurst": 10,
      }),
    }),
    parameters: cluster,
  },
  {
    name: "ten parameters, two matter",
    family: "mixed",
    input: job(400, { service: machines(4, 0.0016) }),
    parameters: [...cluster, ...seats],
  },
  {
    name: "everything is lifted and the cores are busy",
    family: "nothing helps",
    input: job(400, {
      service: machines(2, 0.0016),
      limits: limits({
        [controller[0]]: 1000,
        [controller[1]]: 2000,
        [scheduler[0]]: 1000,
        [scheduler[1]]: 2000,
      }),
    }),
    parameters: controlPlane,
  },
];
