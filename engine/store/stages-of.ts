import { max, median, min } from "simple-statistics";
import type { Plan } from "../../experiments/index.ts";
import { stages, type StageId } from "../../knowledge/index.ts";
import { coveragePercentOf, readySecondsOf, stepsOf } from "../timeline/index.ts";
import type { ContainerTimeline } from "../timeline/timeline.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { ObservedStep } from "./stored-run.ts";

/** A trial's entry in `stages.json`. */
export interface TrialStages {
  readonly trial: string;
  readonly deploymentSeconds: number;
  readonly stages: readonly {
    readonly stage: StageId;
    readonly name: string;
    /** Containers that showed both ends, of all. */
    readonly containers: number;
    readonly of: number;
    /** How long they were in the stage. */
    readonly seconds?: { readonly median: number; readonly shortest: number; readonly longest: number };
    /** When they were through it, since the client's start. */
    readonly ended?: { readonly median: number; readonly first: number; readonly last: number };
    /** Of the container that ran last: all six stages' and `readySeconds` add up to the deployment time. */
    readonly lastContainer?: { readonly seconds: number; readonly share: number; readonly modelled?: true };
  }[];
  /** From that container's running until it was ready; absent without a readiness probe. */
  readonly readySeconds?: number;
  readonly coveragePercent: number;
  readonly steps: readonly ObservedStep[];
}

/** How long the containers of a trial took in each stage and step, and when they were through. */
export function stagesOf(record: TrialRecord, plan: Plan): TrialStages {
  const { containers } = record.timeline;
  const last = containers.at(-1);
  const ready = last && readySecondsOf(last);
  const steps = stepsOf(record.timeline, plan, record.stepMeans);
  return {
    trial: record.label,
    deploymentSeconds: record.deploymentSeconds,
    stages: stages.map(({ id, name, from, to }) => {
      const ends = ({ points }: ContainerTimeline) => {
        const [start, end] = [points[from], points[to]];
        return start === undefined || end === undefined ? [] : [{ start, end }];
      };
      const seen = containers.flatMap(ends);
      const times = seen.map(({ start, end }) => end.seconds - start.seconds);
      const ended = seen.map(({ end }) => end.seconds);
      const [own] = last === undefined ? [] : ends(last);
      const ownSeconds = own === undefined ? 0 : own.end.seconds - own.start.seconds;
      return {
        stage: id,
        name,
        containers: seen.length,
        of: containers.length,
        ...(seen.length === 0
          ? {}
          : {
              seconds: { median: median(times), shortest: min(times), longest: max(times) },
              ended: { median: median(ended), first: min(ended), last: max(ended) },
            }),
        ...(own === undefined
          ? {}
          : {
              lastContainer: {
                seconds: ownSeconds,
                share: ownSeconds / record.deploymentSeconds,
                ...(own.end.modelled === true ? { modelled: true as const } : {}),
              },
            }),
      };
    }),
    ...(ready === undefined ? {} : { readySeconds: ready }),
    coveragePercent: coveragePercentOf(steps),
    steps,
  };
}
