import { loadExperiment, planOf, type Plan } from "../../experiments/index.ts";
import type { Setting } from "../../knowledge/index.ts";
import { shipped } from "../columbo.ts";

/** Trials on one cluster: those of its own settings are the baseline of the others. */
export interface Series {
  /** Name of the folder that keeps its trials. */
  readonly name: string;
  readonly plan: Plan;
  /** Settings away from the defaults by the names of their trials. */
  readonly changes: Readonly<Record<string, readonly Setting[]>>;
}

const jobController = (qps: number): readonly Setting[] => [
  { parameter: "kube-controller-manager.kube-api-qps", value: qps },
  { parameter: "kube-controller-manager.kube-api-burst", value: 2 * qps },
];
const scheduler = (qps: number): readonly Setting[] => [
  { parameter: "kube-scheduler.clientConnection.qps", value: qps },
  { parameter: "kube-scheduler.clientConnection.burst", value: 2 * qps },
];

/** One limit raised, so that the next one holds pods back; then both. */
const tuned = {
  intermediate: jobController(100),
  tuned: [...jobController(200), ...scheduler(200)],
} as const;

const kwokWorkers = ["01", "02", "04", "08", "16"];
const podsOnRealNode = [1, 10, 20, 50, 100];

/** All series: 100 to 1,600 pods on kwok nodes, 1 to 100 pods on a real node. */
export async function allSeries(): Promise<readonly Series[]> {
  const kwok = kwokWorkers.map(async (workers): Promise<Series> => {
    const plan = planOf((await loadExperiment(shipped(`paper/weak-${workers}`))).experiment);
    return { name: `kwok-${plan.workload.instances}`, plan, changes: tuned };
  });
  const realNode = planOf((await loadExperiment(shipped("real-node"))).experiment);
  const real = podsOnRealNode.map((instances): Series => ({
    name: `real-${instances}`,
    plan: { ...realNode, workload: { ...realNode.workload, instances } },
    changes: { lifted: tuned.tuned },
  }));
  return [...(await Promise.all(kwok)), ...real];
}
