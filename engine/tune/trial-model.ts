import type { NodeKind, Plan } from "../../experiments/index.ts";
import type { Setting } from "../../knowledge/index.ts";
import {
  anyKubelet,
  bestCase,
  calibrate,
  checkBaseline,
  checkWarmup,
  checked,
  foresee,
  predict,
  refusalOf,
  refine,
  unloadedStart,
  type BaselineCheck,
  type Prediction,
  type Refusal,
  type ServiceTimes,
  type SimulationInput,
} from "../model/index.ts";
import { inputOf } from "../simulated/index.ts";
import { isComplete, type TrialRecord } from "../trial/index.ts";
import { secondsOf } from "./compare.ts";
import type { ModelledStages } from "./phase.ts";

/** The simulation, calibrated on this cluster, as the tuning uses it. */
export interface TrialModel {
  /** What the baseline's trials say of the model that the warm-up alone had calibrated. */
  readonly baseline: BaselineCheck;
  /** What that model said of the baseline. */
  baselinePrediction(): Prediction | Refusal;
  /** What whoever reads a prediction should know, one sentence each. */
  readonly notes: readonly string[];
  /** A trial of the plan's workload under these settings, as input of a simulation. */
  inputFor(settings: readonly Setting[]): SimulationInput;
  predictFor(settings: readonly Setting[]): Prediction | Refusal;
  /** Seconds per stage alone, which is quicker; undefined where the model refuses to predict. */
  predictStagesFor(settings: readonly Setting[]): ModelledStages | undefined;
  /** Seconds that a pod's start takes on an idle node with a kubelet; undefined where there is none. */
  unloadedStart(): number | undefined;
  /** Seconds per stage if nothing but the hardware and the compiled-in bounds held the deployment back. */
  bestCase(): ModelledStages;
  /** Takes the processor use of further trials into account, never their duration. */
  learn(trials: readonly TrialRecord[]): void;
}

const unseenWork =
  "what this control plane works for a pod was not measured: the model takes it from another machine";

const noBaseline =
  "not all containers of the baseline ran, so that there is nothing that a prediction could be held against";

/** What a warm-up measured. */
export interface Warmup {
  readonly single: TrialRecord;
  readonly ramp?: TrialRecord;
}

/** Calibrates the model on the warm-up, checks it against the baseline, and only then learns from the baseline. */
export function trialModel(plan: Plan, measured: Warmup, trials: readonly TrialRecord[]): TrialModel {
  const warmup = completeOf(measured);
  const baseline = trials.filter(isComplete);
  const nodes = nodeKinds(plan, trials);
  const { method, instances } = plan.workload;
  const source = plan.provider === "simulated" ? "simulation" : "cluster";
  // A simulated pod is as much work beside many others as beside few.
  const pods = method === "container" || source === "simulation" ? 1 : instances;
  const data = { ...warmup, podStart: plan.podStart, nodes, pods };
  let service = calibrate(data);
  const inputFor = (settings: readonly Setting[]): SimulationInput =>
    inputOf(plan, settings, { ...service, ...machinesOf(plan) }, plan.tuning.seed, nodes);
  const learn = (more: readonly TrialRecord[]): void => {
    service = refine(service, more.filter(isComplete), source);
  };
  const contradiction = checkWarmup(data, inputFor(plan.settings));
  const unchecked = foresee(inputFor(plan.settings));
  const check: BaselineCheck = {
    ...(baseline.length === 0 ? unmeasured : checkBaseline(unchecked, secondsOf(baseline))),
    ...(contradiction === undefined ? {} : { trusted: false, refusal: contradiction }),
  };
  const refusal = refusalOf(check);
  learn(baseline);
  const notes = [
    ...(refusal === undefined ? [] : [refusal.reason]),
    ...(service.priors.some(({ value }) => value === "workPerPod.server") ? [unseenWork] : []),
  ];
  return {
    baseline: check,
    baselinePrediction: () => checked(unchecked, check),
    notes,
    inputFor,
    learn,
    predictFor: (settings) => predict(inputFor(settings), check),
    predictStagesFor: (settings) =>
      refusal === undefined ? foresee(inputFor(settings)).typical.stages : undefined,
    unloadedStart: () => startOnKubelet(inputFor(plan.settings)),
    bestCase: () => bestCase(inputFor(plan.settings)).stages,
  };
}

/** Of a baseline that never was complete. */
const unmeasured: BaselineCheck = {
  errorPercent: 0,
  statedPercent: 0,
  trusted: false,
  refusal: { refused: true, errorPercent: 0, reason: noBaseline },
};

/** Of trials that did not come to their end nothing can be learnt but what the machine is: the priors take their place. */
function completeOf({ single, ramp }: Warmup): Warmup {
  return {
    single: isComplete(single)
      ? single
      : { ...single, timeline: { ...single.timeline, containers: [] }, metrics: [], cpu: [], calls: [] },
    ...(ramp !== undefined && isComplete(ramp) ? { ramp } : {}),
  };
}

/** What machines there are, a plan with provider simulated says. */
function machinesOf({ simulated }: Plan): Pick<ServiceTimes, "nodeCores"> {
  return simulated?.nodeCores === undefined ? {} : { nodeCores: simulated.nodeCores };
}

/** The nodes of a cluster that is there already have a kubelet each; those count that got a pod. */
function nodeKinds({ provider, nodes }: Plan, trials: readonly TrialRecord[]): readonly NodeKind[] {
  if (provider !== "existing") return nodes.map(({ kind }) => kind);
  const seen = new Set(trials.flatMap(({ timeline }) => timeline.containers.map(({ node }) => node)));
  return Array.from({ length: Math.max(1, seen.size) }, () => "existing");
}

function startOnKubelet({ nodes, service, limits }: SimulationInput): number | undefined {
  if (!anyKubelet({ nodes })) return undefined;
  const { S5, S6 } = unloadedStart(service, limits, 1);
  return S5 + S6;
}
