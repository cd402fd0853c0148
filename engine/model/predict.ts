import { median } from "simple-statistics";
import type { StageId } from "../../knowledge/index.ts";
import { simulate } from "./simulate.ts";
import type { SimulationInput, SimulationOutput } from "./simulation.ts";
import { intervalEnd, noiseOf, withLatencyError, withOthersError, withWorkError } from "./work-error.ts";
import type { ServiceTimes } from "./service-times.ts";

/** A deployment that was simulated several times; seconds. */
export interface Prediction {
  readonly refused: false;
  readonly deploymentSeconds: number;
  /** The interval that should hold 90 % of trials. */
  readonly low: number;
  readonly high: number;
  /** The median simulation's stages of the last container; they add up to its deployment time. */
  readonly stages: Readonly<Record<StageId, number>>;
  /** The simulation of median deployment time. */
  readonly typical: SimulationOutput;
}

/** A model that has been shown to be wrong says so instead of guessing. */
export interface Refusal {
  readonly refused: true;
  /** By how much the model missed the trial that shows it. */
  readonly errorPercent: number;
  readonly reason: string;
}

/** A prediction of the baseline against its trials. */
export interface BaselineCheck {
  /** (predicted - measured) / measured, in percent. */
  readonly errorPercent: number;
  /** The error that the model admits to: 10 %, or half its interval where that is wider and the error asks for it. */
  readonly statedPercent: number;
  readonly trusted: boolean;
  /** Why the model is not trusted, where that is not the baseline's error. */
  readonly refusal?: Refusal;
}

/** What may be off by a standard error without any regard to the others. */
const doubts: readonly ((service: ServiceTimes, errors: number) => ServiceTimes)[] = [
  withWorkError,
  withLatencyError,
  withOthersError,
];

/**
 * Predicts a trial: the median of three simulations of different seeds, and an interval for a single trial. Each doubt
 * is simulated alone at either end of its own 90 % interval; what it moves, what chance moves, what trials differ by for
 * no known reason, and what the baseline was missed by, are independent of each other, so their squares are added
 * (as in JCGM 100:2008, 5.1.2), downwards and upwards apart.
 * @param check what the baseline taught about the model; without it the model is taken at its word
 */
export function predict(input: SimulationInput, check: BaselineCheck): Prediction | Refusal;
export function predict(input: SimulationInput): Prediction;
export function predict(input: SimulationInput, check?: BaselineCheck): Prediction | Refusal {
  const refusal = check === undefined ? undefined : refusalOf(check);
  if (refusal !== undefined) return refusal;
  const prediction = foresee(input).prediction();
  return check === undefined ? prediction : widened(prediction, check);
}

/** What is expected of a trial. */
export interface Foreseen {
  /** The simulation of median deployment time. */
  readonly typical: SimulationOutput;
  /** The same with its interval, which takes most of the simulations and is made when it is asked for. */
  readonly prediction: () => Prediction;
}

/** As `predict`, for whoever may not need the interval. */
export function foresee(input: SimulationInput): Foreseen {
  const withSeed = (offset: number): SimulationOutput => simulate({ ...input, seed: input.seed + offset });
  const outputs: Simulations = [withSeed(0), withSeed(1), withSeed(2)];
  const [, typical = outputs[0]] = outputs.toSorted((a, b) => a.deploymentSeconds - b.deploymentSeconds);
  return { typical, prediction: () => withInterval(input, outputs, typical) };
}

/** The first with the seed itself. */
type Simulations = readonly [SimulationOutput, SimulationOutput, SimulationOutput];

function withInterval(input: SimulationInput, outputs: Simulations, typical: SimulationOutput): Prediction {
  const { deploymentSeconds, stages } = typical;
  const all = outputs.map((output) => output.deploymentSeconds);
  // The range of three normally distributed values is 1.69 standard deviations on average.
  const chance = Math.max(...all) - Math.min(...all);
  // The same seed on all sides, so that chance moves nothing.
  const same = outputs[0].deploymentSeconds;
  const moved = doubts.flatMap((doubt) =>
    [-intervalEnd, intervalEnd].map((errors) => {
      const service = doubt(input.service, errors);
      return service === input.service ? 0 : simulate({ ...input, service }).deploymentSeconds - same;
    }),
  );
  const always = [chance, intervalEnd * noiseOf(input.service, deploymentSeconds)];
  return {
    refused: false,
    deploymentSeconds,
    low: Math.max(0, deploymentSeconds - Math.hypot(...always, ...moved.map((by) => Math.min(0, by)))),
    high: deploymentSeconds + Math.hypot(...always, ...moved.map((by) => Math.max(0, by))),
    stages,
    typical,
  };
}

/** The prediction that was made before anybody saw the baseline, as its own check leaves it. */
export function checked({ prediction }: Foreseen, check: BaselineCheck): Prediction | Refusal {
  return refusalOf(check) ?? widened(prediction(), check);
}

/** Whether a model that was checked so may say anything. */
export function refusalOf(check: BaselineCheck): Refusal | undefined {
  const { refusal, trusted, errorPercent, statedPercent } = check;
  if (refusal !== undefined) return refusal;
  if (trusted) return undefined;
  const reason = `the model's baseline is ${errorPercent.toFixed(1)} % off its measurement, more than the ${statedPercent.toFixed(0)} % that it allows for`;
  return { refused: true, errorPercent, reason };
}

/** What the baseline was missed by comes on top, as its square. */
function widened(prediction: Prediction, { errorPercent }: BaselineCheck): Prediction {
  const { deploymentSeconds, low, high } = prediction;
  const missed = (deploymentSeconds * errorPercent) / 100;
  return {
    ...prediction,
    low: Math.max(0, deploymentSeconds - Math.hypot(deploymentSeconds - low, missed)),
    high: deploymentSeconds + Math.hypot(high - deploymentSeconds, missed),
  };
}

/** The error that every model admits to, per cent. */
const alwaysAllowed = 10;

/**
 * Judges the model by the baseline: the prediction was made without looking at these trials' durations. Its interval is
 * looked at only where the error is greater than what is always allowed.
 */
export function checkBaseline(
  { typical: { deploymentSeconds }, prediction }: Foreseen,
  measuredSeconds: readonly number[],
): BaselineCheck {
  const measured = median([...measuredSeconds]);
  const errorPercent = (100 * (deploymentSeconds - measured)) / measured;
  if (Math.abs(errorPercent) <= alwaysAllowed)
    return { errorPercent, statedPercent: alwaysAllowed, trusted: true };
  const { low, high } = prediction();
  const statedPercent = Math.max(alwaysAllowed, (50 * (high - low)) / deploymentSeconds);
  return { errorPercent, statedPercent, trusted: Math.abs(errorPercent) <= statedPercent };
}
