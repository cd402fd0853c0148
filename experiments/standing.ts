import { dirname } from "node:path";
import type { Experiment } from "./experiment.ts";
import { planOf } from "./plan-of.ts";
import type { Plan } from "./plan.ts";
import { plannedContinuum } from "./continuum-of.ts";
import type { PlannedContinuum } from "./planned-continuum.ts";

/** Machines without a workload: `infra_only`, or with Kubernetes on them `resource_manager_only`. */
export interface Standing {
  readonly continuum: PlannedContinuum;
  /** What Kubernetes on them is to be like; absent where nothing is installed. */
  readonly plan?: Plan;
}

/** What an experiment without a workload leaves; undefined for one that measures. */
export function standingOf(experiment: Experiment): Standing | undefined {
  const { provider, file } = experiment;
  if (provider.name !== "qemu") return undefined;
  const continuum = plannedContinuum(experiment, provider, dirname(file));
  switch (continuum.until) {
    case "infrastructure":
      return { continuum };
    case "software":
      // Nothing is deployed, so that the application may be absent; a plan has one.
      return { continuum, plan: planOf({ ...experiment, application: { name: "empty", sleep_time: 60 } }) };
    case "benchmark":
      return undefined;
  }
}
