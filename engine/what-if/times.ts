import { availableParallelism } from "node:os";
import type { NodeKind, Plan } from "../../experiments/index.ts";
import type { BaselineCheck, ServiceTimes } from "../model/index.ts";
import { simulatedServiceTimes } from "../simulated/service-times.ts";

/** Where a prediction's times come from. */
export interface Times {
  /** What a reader must know, one sentence each. */
  readonly notes: readonly string[];
  /** For a plan of the same cluster; `nodeCount` counts nodes that the plan does not. */
  on(plan: Plan, nodeCount?: number): OnPlan;
}

interface OnPlan {
  readonly service: ServiceTimes;
  readonly nodes?: readonly NodeKind[];
  readonly check?: BaselineCheck;
}

const labNote =
  "what the cluster's work takes is from a machine of Columbo's own lab, so that the interval is wider than need be: --from RUN takes it from a run's measurements";

/**
 * Service times for a plan: of a run, of the experiment's own calibration, else the priors.
 * @throws StoreError when a run cannot be calibrated on
 */
export async function timesFor(plan: Plan, run: string | undefined): Promise<Times> {
  if (run !== undefined) {
    const { modelOfRun } = await import("../tune/calibration.ts");
    const { model, plan: measured } = await modelOfRun(run, "calibrated on");
    const input = model.inputFor(measured.settings);
    return {
      notes: [`what the cluster's work takes is from ${run}`, ...model.notes],
      on: (one, nodeCount) => ({
        service: simulatedServiceTimes(one, input.service),
        ...existingNodes(one, nodeCount ?? input.nodes?.length),
        check: model.baseline,
      }),
    };
  }
  if (plan.simulated?.calibration !== undefined) {
    const { calibrationOf } = await import("../tune/calibration.ts");
    const calibrated = await calibrationOf(plan.simulated.calibration);
    return {
      notes: [`what the cluster's work takes is from ${plan.simulated.calibration}`],
      on: (one, nodeCount) => ({
        service: simulatedServiceTimes(one, calibrated),
        ...existingNodes(one, nodeCount),
      }),
    };
  }
  // The control plane of a local cluster runs here.
  const cores = availableParallelism();
  return {
    notes: [labNote],
    on: (one, nodeCount) => ({
      service: simulatedServiceTimes(one, undefined, cores),
      ...existingNodes(one, nodeCount),
    }),
  };
}

/** Which nodes a cluster has that is there already, its plan does not say. */
function existingNodes({ provider }: Plan, count = 1): Pick<OnPlan, "nodes"> {
  return provider === "existing" ? { nodes: Array.from({ length: count }, () => "existing") } : {};
}
