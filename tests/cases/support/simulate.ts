import type { Plan } from "../../../experiments/index.ts";
import { bestCase, unloadedStart, type ServiceTimes } from "../../../engine/model/index.ts";
import { inputOf, simulatedRecord, simulatedServiceTimes } from "../../../engine/simulated/index.ts";
import type { FactContext } from "../../../engine/diagnose/index.ts";
import type { TrialRecord } from "../../../engine/trial/index.ts";

const startedAt = 1_780_000_000_000;

/** A record by simulation, with what the model that made it says of the same deployment without limits. */
export interface Simulated {
  readonly record: TrialRecord;
  readonly model: NonNullable<FactContext["model"]>;
}

/**
 * The report's deployment by simulation, under the plan's settings.
 * @param change of what work takes, where the report gives figures of it
 */
export function simulateReport(
  plan: Plan,
  change: (service: ServiceTimes) => ServiceTimes = (service) => service,
): Simulated {
  const service = change(simulatedServiceTimes(plan, undefined, 4));
  const { settings, workload, tuning } = plan;
  const trial = { plan, label: "reported", workload, settings, service, seed: tuning.seed, startedAt };
  const input = inputOf(plan, settings, service, tuning.seed);
  const onNode = unloadedStart(service, input.limits, 1);
  return {
    record: { ...simulatedRecord(trial), objects: objectsOf(plan) },
    model: { bestCase: bestCase(input).stages, unloadedStart: onNode.S5 + onNode.S6 },
  };
}

/** The plan's nodes, all alike, on a cluster without webhooks and defaults. */
function objectsOf({ nodes }: Plan): NonNullable<TrialRecord["objects"]> {
  return {
    nodes: nodes.map(({ name, cores, memoryGiB, maxPods }) => ({
      ...{ name, labels: { "kubernetes.io/hostname": name }, taints: [] },
      allocatable: { cpuCores: cores, memoryMiB: memoryGiB * 1024, pods: maxPods },
    })),
    webhooks: [],
    containerDefaults: [],
  };
}
