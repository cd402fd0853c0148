import { median } from "simple-statistics";
import { stages, type StageId } from "../../knowledge/index.ts";
import type { Phase, StageResult } from "../store/index.ts";
import type { TrialRecord } from "../trial/index.ts";
import { readySecondsOf } from "../timeline/index.ts";
import { medianTrial } from "../trial/median-trial.ts";
import { secondsOf, spreadOf } from "./compare.ts";
import { endingOf } from "./ending.ts";

/** Seconds per stage that a model gives for the last container. */
export type ModelledStages = Partial<Readonly<Record<StageId, number>>>;

/**
 * Trials under the same settings, summed up. The stages are those of the last container of the median trial, so
 * that they add up to the time shown; low and high are the extremes over all trials. A stage is left out when no
 * trial shows both of its ends. The best case is an estimate and gives way to what was measured to be possible.
 */
export function phaseOf(
  trials: readonly TrialRecord[],
  predicted: ModelledStages,
  bestCase: ModelledStages,
): Phase {
  const seconds = [...secondsOf(trials)];
  const shown = lastStages(medianTrial(trials));
  const all = trials.map(lastStages);
  const results = stages.flatMap(({ id }): [StageId, StageResult][] => {
    const times = all.flatMap((one) => one[id] ?? []);
    if (times.length === 0) return [];
    const { low, high } = spreadOf(times);
    const typical = shown[id] ?? median(times);
    const best = bestCase[id];
    return [
      [
        id,
        {
          median: typical,
          low,
          high,
          modelled: isModelled(trials, id),
          ...optional("predicted", predicted[id]),
          ...optional("bestCase", best && Math.min(best, typical)),
        },
      ],
    ];
  });
  return {
    deploymentSeconds: { ...spreadOf(seconds), trials: seconds },
    stages: Object.fromEntries(results),
    ...untilReady(trials),
    ...incompleteOf(trials),
  };
}

/** What passed between the last container's running and its being ready, where it has a readiness probe. */
function untilReady(trials: readonly TrialRecord[]): Pick<Phase, "untilReady"> {
  const ofLast = ({ timeline }: TrialRecord): readonly number[] => {
    const last = timeline.containers.at(-1);
    const seconds = last && readySecondsOf(last);
    return seconds === undefined ? [] : [seconds];
  };
  const times = trials.flatMap(ofLast);
  if (times.length === 0) return {};
  const { median: middle, low, high } = spreadOf(times);
  const [shown = middle] = ofLast(medianTrial(trials));
  return { untilReady: { median: shown, low, high } };
}

/** Of the trial that ran least; the times are lower bounds then. */
function incompleteOf(trials: readonly TrialRecord[]): Pick<Phase, "incomplete"> {
  const { incomplete } = endingOf(trials);
  return incomplete === undefined ? {} : { incomplete: { ...incomplete } };
}

/** Seconds of the last container in each stage whose both ends were seen. */
function lastStages({ timeline }: TrialRecord): ModelledStages {
  const points = timeline.containers.at(-1)?.points ?? {};
  return Object.fromEntries(
    stages.flatMap(({ id, from, to }) => {
      const [start, end] = [points[from], points[to]];
      return start === undefined || end === undefined ? [] : [[id, end.seconds - start.seconds]];
    }),
  );
}

function isModelled(trials: readonly TrialRecord[], id: StageId): boolean {
  const stage = stages.find((candidate) => candidate.id === id);
  return (
    stage !== undefined &&
    trials.some(({ timeline }) => timeline.containers.at(-1)?.points[stage.to]?.modelled === true)
  );
}

function optional<K extends string>(key: K, value: number | undefined): Partial<Record<K, number>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, number>);
}
