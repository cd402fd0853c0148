import { median } from "simple-statistics";
import type { StageId } from "../../knowledge/index.ts";
import { simulate } from "./simulate.ts";
import type { SimulationInput, SimulationOutput } from "./simulation.ts";
import { intervalEnd, withWorkError } from "./work-error.ts";

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
  /** By how much the baseline's prediction missed the measurement. */
  readonly errorPercent: number;
  readonly reason: string;
}

/** A prediction of the baseline against its trials. */
export interface BaselineCheck {
  /** (predicted - measured) / measured, in percent. */
  readonly errorPercent: number;
  /** The error that the model admits to: 10 %, or half its interval where that is wider. */
  readonly statedPercent: number;
  readonly trusted: boolean;
}

/** Five equally likely guesses at a normally distributed error (its quantiles at 5, 25, 50, 75, 95 %). */
const guesses = [0, -0.674, 0.674, -intervalEnd, intervalEnd];

/**
 * Predicts a trial: one simulation per guess at how far the calibrated work is off, each with a seed of its own,
 * so that the interval carries both the calibration's error and the trial's own chance.
 * @param check what the baseline taught about the model; without it the model is taken at its word
 */
export function predict(input: SimulationInput, check: BaselineCheck): Prediction | Refusal;
export function predict(input: SimulationInput): Prediction;
export function predict(input: SimulationInput, check?: BaselineCheck): Prediction | Refusal {
  if (check !== undefined && !check.trusted) {
    const { errorPercent, statedPercent } = check;
    const reason = `the model's baseline is ${errorPercent.toFixed(1)} % off its measurement, more than the ${statedPercent.toFixed(0)} % that it allows for`;
    return { refused: true, errorPercent, reason };
  }
  const outputs = guesses
    .map((guess, index) =>
      simulate({
        ...input,
        service: withWorkError(input.service, guess),
        seed: input.seed + index,
      }),
    )
    .toSorted((a, b) => a.deploymentSeconds - b.deploymentSeconds);
  const typical = outputs[Math.floor(outputs.length / 2)];
  const [first, last] = [outputs[0], outputs.at(-1)];
  if (typical === undefined || first === undefined || last === undefined)
    throw new RangeError("nothing was simulated");
  // What the baseline missed by, the next prediction may miss by as well.
  const missed = Math.abs(check?.errorPercent ?? 0) / 100;
  return {
    refused: false,
    deploymentSeconds: typical.deploymentSeconds,
    low: first.deploymentSeconds * (1 - missed),
    high: last.deploymentSeconds * (1 + missed),
    stages: typical.stages,
    typical,
  };
}

/** Judges the model by the baseline: the prediction was made without looking at these trials' durations. */
export function checkBaseline(prediction: Prediction, measuredSeconds: readonly number[]): BaselineCheck {
  const measured = median([...measuredSeconds]);
  const errorPercent = (100 * (prediction.deploymentSeconds - measured)) / measured;
  const halfInterval = (50 * (prediction.high - prediction.low)) / prediction.deploymentSeconds;
  const statedPercent = Math.max(10, halfInterval);
  return { errorPercent, statedPercent, trusted: Math.abs(errorPercent) <= statedPercent };
}
