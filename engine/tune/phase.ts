import { median } from "simple-statistics";
import { stages, type StageId } from "../../knowledge/index.ts";
import type { Phase, StageResult } from "../store/index.ts";
import { stageTimesOf } from "../timeline/index.ts";
import type { TrialRecord } from "../trial/index.ts";
import { spreadOf } from "./compare.ts";

/** Seconds per stage that a model gives for the last container. */
export type ModelledStages = Partial<Readonly<Record<StageId, number>>>;

/** The trial whose deployment time is the median one (the lower of the two in the middle). */
export function medianTrial(trials: readonly TrialRecord[]): TrialRecord {
  const sorted = [...trials].sort((a, b) => a.deploymentSeconds - b.deploymentSeconds);
  const middle = sorted[Math.ceil(sorted.length / 2) - 1];
  if (middle === undefined) throw new TypeError("no trial, so no median one");
  return middle;
}

/**
 * Trials under the same settings, summed up. The stages are those of the last container of the median trial, so
 * that they add up to the time shown; low and high are the extremes over all trials.
 */
export function phaseOf(
  trials: readonly TrialRecord[],
  predicted: ModelledStages,
  bestCase: ModelledStages,
): Phase {
  const seconds = trials.map(({ deploymentSeconds }) => deploymentSeconds);
  const shown = lastStages(medianTrial(trials));
  const all = trials.map(lastStages);
  const results = stages.flatMap(({ id }): [StageId, StageResult][] => {
    const times = all.flatMap((one) => one?.[id] ?? []);
    if (times.length === 0) return [];
    const { low, high } = spreadOf(times);
    return [
      [
        id,
        {
          median: shown?.[id] ?? median(times),
          low,
          high,
          modelled: isModelled(trials, id),
          ...optional("predicted", predicted[id]),
          ...optional("bestCase", bestCase[id]),
        },
      ],
    ];
  });
  return {
    deploymentSeconds: { ...spreadOf(seconds), trials: seconds },
    stages: Object.fromEntries(results) as Phase["stages"],
  };
}

function lastStages(trial: TrialRecord): Readonly<Record<StageId, number>> | undefined {
  const last = trial.timeline.containers.at(-1);
  return last === undefined ? undefined : stageTimesOf(last);
}

function isModelled(trials: readonly TrialRecord[], id: StageId): boolean {
  const stage = stages.find((candidate) => candidate.id === id);
  const last = trials[0]?.timeline.containers.at(-1);
  return stage !== undefined && last?.points[stage.to]?.modelled === true;
}

function optional<K extends string>(key: K, value: number | undefined): Partial<Record<K, number>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, number>);
}
