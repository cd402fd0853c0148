import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { lifted } from "../limits/lifted.ts";

/** A Job that lets few of its pods be there at once. */
export const fewAtOnce: Fault = {
  name: "few-at-once",
  by: "a Job with a parallelism of 2 or 3 whose eight pods run for 2 to 4 s each",
  causes: ["workload/too-few-replicas"],
  refused: ["scheduling/insufficient-cpu", "kube-controller-manager/client-rate-limit"],
  changes: ["workload.Job.parallelism"],
  needs: ["root", "real-nodes"],
  experiment(draw) {
    const shape = { workers: 1, instances: 8, nodes: "real" };
    const benchmark = { sleep_time: draw.whole(2, 4) };
    const cfg = (kubernetes: Readonly<Record<string, number>>): string =>
      cfgOf(shape, { benchmark, columbo: { warmup: 2 }, kubernetes: { ...lifted, ...kubernetes } });
    return { cfg: cfg({ "workload.Job.parallelism": draw.whole(2, 3) }), healthy: { cfg: cfg({}) } };
  },
};
