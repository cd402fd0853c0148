import { mean, median } from "simple-statistics";
import { othersCores } from "../trial/processor-use.ts";
import type { TrialRecord } from "../trial/index.ts";
import { secondsOf } from "./compare.ts";

/** A tenth of all cores, taken or given back by other programs, may move a deployment by about as much. */
const notableShare = 0.1;

/** An effect of this kind is none of the machine's. */
const obviousRatio = 0.5;

/**
 * Whether other programs had so much more or less of the machine during the trials after a change that these cannot be
 * held against those before it; not where the deployment takes less than half of its time.
 */
export function suspectsDrift(before: readonly TrialRecord[], after: readonly TrialRecord[]): boolean {
  const [former, latter] = [othersShare(before), othersShare(after)];
  if (former === undefined || latter === undefined) return false;
  const ratio = median([...secondsOf(after)]) / median([...secondsOf(before)]);
  return ratio > obviousRatio && Math.abs(latter - former) > notableShare;
}

/** Share of the cores that programs of nobody's concern used; undefined where nobody looked. */
function othersShare(trials: readonly TrialRecord[]): number | undefined {
  const shares = trials.flatMap(({ cpu, cores }) => cpu.map((sample) => othersCores(sample, cores) / cores));
  return shares.length === 0 ? undefined : mean(shares);
}
