import { createRandom } from "../../engine/model/index.ts";
import { gather } from "../../engine/tune/statistics/gather.ts";
import { outlookOf } from "../../engine/tune/statistics/series.ts";
import { widestSpread } from "../../engine/tune/statistics/caution.ts";
import type { Draw } from "./spreads.ts";

/** One cell of the study: many changes of the same effect, on machines of one kind. */
export interface StudyRequest {
  readonly draw: Draw;
  /** Taken in turn. */
  readonly deviations: readonly number[];
  /** Time after as a share of the time before: 1 = the change does nothing. */
  readonly ratio: number;
  readonly changes: number;
  /** Trials before: 3 for a baseline, 1 after a change that was plain at once. */
  readonly before?: number;
  /** What each trial is faster than the one before it, whatever the settings are, as a share. */
  readonly drift?: number;
}

/** What came of them. */
export interface Study {
  /** Share of the changes that were kept. */
  readonly kept: number;
  /** Trials that a change took, the mean. */
  readonly trials: number;
}

const most = 6;
const baselineTrials = 3;

/** Tries changes whose effect is known, by the very rule that runs use. */
export async function study(request: StudyRequest, seed = 1): Promise<Study> {
  const { draw, deviations, ratio, changes, before: amount = baselineTrials, drift = 0 } = request;
  const random = createRandom(seed);
  let [kept, trials] = [0, 0];
  for (let change = 0; change < changes; change += 1) {
    const deviation = deviations[change % deviations.length] ?? 0;
    let pace = 1;
    const trial = (): number => (pace *= 1 - drift) * draw(deviation, random);
    // A run knows the spread of its baseline, whatever the change is compared with.
    const baseline = Array.from({ length: baselineTrials }, trial);
    const before = amount === baselineTrials ? baseline : Array.from({ length: amount }, trial);
    const { again, after, outlook } = await gather({
      most,
      hasTime: () => true,
      take: (side) => Promise.resolve((side === "after" ? ratio : 1) * trial()),
      judge: (seen) => outlookOf({ before, ...seen }, random, widestSpread([baseline])),
    });
    trials += again.length + after.length;
    if (outlook.better) kept += 1;
  }
  return { kept: kept / changes, trials: trials / changes };
}
