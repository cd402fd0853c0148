import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { lifted } from "../limits/lifted.ts";

/** A Job that lets few of its pods be there at once. */
export const fewAtOnce: Fault = {
  name: "few-at-once",
  by: "a Job with a parallelism of 2 to 4 whose 12 pods run for 3 to 5 s each",
  causes: ["workload/too-few-replicas"],
  refused: ["node/cpu-saturated", "scheduling/insufficient-cpu", "kube-controller-manager/client-rate-limit"],
  changes: ["workload.Job.parallelism"],
  needs: ["root", "real-nodes"],
  experiment(draw) {
    const shape = { workers: 1, instances: 12, nodes: "real" };
    const benchmark = { sleep_time: draw.whole(3, 5) };
    const cfg = (kubernetes: Readonly<Record<string, number>>): string =>
      cfgOf(shape, { benchmark, columbo: { warmup: 2 }, kubernetes: { ...lifted, ...kubernetes } });
    return { cfg: cfg({ "workload.Job.parallelism": draw.whole(2, 4) }), healthy: { cfg: cfg({}) } };
  },
};
