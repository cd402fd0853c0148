import type { NodeKind, Plan } from "../../experiments/index.ts";
import type { Setting } from "../../knowledge/index.ts";
import {
  predict,
  simulate,
  timelineOf,
  type BaselineCheck,
  type Prediction,
  type Refusal,
  type ServiceTimes,
  type SimulationInput,
} from "../model/index.ts";
import { inputOf } from "../simulated/input.ts";
import type { Timeline } from "../timeline/index.ts";
import { passagesOf, type StagePassage } from "./passages.ts";

/** What a simulation is made of. */
export interface WhatIfRequest {
  readonly plan: Plan;
  readonly service: ServiceTimes;
  /** Kinds of the nodes, where they are not the plan's. */
  readonly nodes?: readonly NodeKind[];
  /** What the baseline of a run taught about the model. */
  readonly check?: BaselineCheck;
  /** Simulated trials whose times are shown beside the interval; 0 = none. */
  readonly repeats: number;
}

/** What the simulation says of one configuration. */
export interface Simulated extends Pick<Prediction, "deploymentSeconds" | "low" | "high" | "stages"> {
  readonly settings: readonly Setting[];
  readonly containers: number;
  /** When the pods were in each stage. */
  readonly passages: readonly StagePassage[];
  readonly waits: Prediction["typical"]["waits"];
  readonly cpu: Prediction["typical"]["cpu"];
  /** Deployment times of simulated trials that differ by chance alone. */
  readonly trials: readonly number[];
  readonly timeline: Timeline;
}

/** Simulates the plan's workload under the plan's settings, or says why the model must not. */
export function simulateConfiguration(request: WhatIfRequest): Simulated | Refusal {
  const { plan, service, nodes, check, repeats } = request;
  const input = inputOf(plan, plan.settings, service, plan.tuning.seed, nodes);
  const prediction = check === undefined ? predict(input) : predict(input, check);
  if (prediction.refused) return prediction;
  const { deploymentSeconds, low, high, stages, typical } = prediction;
  return {
    settings: plan.settings,
    containers: plan.workload.instances,
    deploymentSeconds,
    low,
    high,
    stages,
    passages: passagesOf(typical.containers),
    waits: typical.waits,
    cpu: typical.cpu,
    trials: trialsOf(input, repeats),
    timeline: timelineOf(typical),
  };
}

function trialsOf(input: SimulationInput, repeats: number): readonly number[] {
  // The first seeds are the prediction's own.
  const first = input.seed + 1000;
  return Array.from(
    { length: repeats },
    (_, index) => simulate({ ...input, seed: first + index }).deploymentSeconds,
  );
}
