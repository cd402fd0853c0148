import { sum } from "simple-statistics";
import type { TrialRecord } from "../../trial/index.ts";
import { predict, type Refusal } from "../predict.ts";
import { podPrograms, type ServiceTimes } from "../service-times.ts";
import type { SimulationInput } from "../simulation.ts";
import type { WarmupData } from "./calibrate.ts";
import { countsOf } from "./records.ts";
import { usesOf, workBetween, type Work } from "./work.ts";

/** Seconds and share of its duration by which a warm-up trial may miss its own calibration: the first ones vary. */
const allowed = { seconds: 0.5, share: 0.35 } as const;
/** Processor time is counted in hundredths of a second, for each of about ten processes. */
const countingError = 0.1;

/**
 * Whether single pod and ramp tell of the same cluster: service times that were taken from both must give both trials'
 * durations back, and more pods cannot be less work.
 * @param input the workload to be predicted, with the service times from this warm-up
 * @returns why no prediction is worth anything, or undefined
 */
export function checkWarmup({ single, ramp }: WarmupData, input: SimulationInput): Refusal | undefined {
  if (ramp === undefined) return undefined;
  const work = [single, ramp].map((trial) => ownWork(workBetween(usesOf(trial)), input.service));
  const [few = 0, many = 0] = work;
  if (many < few - countingError)
    return {
      refused: true,
      errorPercent: (100 * (many - few)) / few,
      reason:
        `the warm-up contradicts itself: ${countsOf(ramp).pods} pods took ${many.toFixed(2)} core-seconds, ` +
        `a single one ${few.toFixed(2)}; leave the machine alone and run the experiment again`,
    };
  return [single, ramp].map((trial) => missOf(trial, input)).find((refusal) => refusal !== undefined);
}

function ownWork({ seconds, work }: Work, { background }: ServiceTimes): number {
  return sum(podPrograms.map((program) => work[program] - seconds * background[program]));
}

/** The calibrated model on one of the trials that it was calibrated on, beside what others used just then. */
function missOf(trial: TrialRecord, input: SimulationInput): Refusal | undefined {
  const { pods } = countsOf(trial);
  const { seconds, work } = workBetween(usesOf(trial));
  const { background } = input.service;
  const others = seconds === 0 ? background.others : work.others / seconds;
  const service = { ...input.service, background: { ...background, others } };
  const { deploymentSeconds, low, high } = predict({ ...input, service, method: "pod", instances: pods });
  const measured = trial.deploymentSeconds;
  const limit = Math.max(allowed.seconds, allowed.share * measured, high - low);
  if (Math.abs(deploymentSeconds - measured) <= limit) return undefined;
  const errorPercent = (100 * (deploymentSeconds - measured)) / measured;
  return {
    refused: true,
    errorPercent,
    reason:
      `the warm-up's trial of ${pods === 1 ? "one pod" : `${pods} pods`} took ${measured.toFixed(2)} s, the model ` +
      `that was calibrated on it says ${deploymentSeconds.toFixed(2)} s (${errorPercent.toFixed(0)} %): something holds ` +
      `pods back that the model does not know (other programs used ${others.toFixed(1)} cores just then)`,
  };
}
