import type { Plan } from "../../experiments/index.ts";
import { grantOf } from "../../provisioners/index.ts";
import { coveragePercentOf, stepsOf } from "../timeline/index.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Observed } from "./stored-run.ts";

/** How well a trial was seen: its steps, its clocks, what contradicts and what could not be read. */
export function observedOf(record: TrialRecord, plan: Plan): Observed {
  const { timeline, stepMeans = [], unseen = [], observers = [] } = record;
  const steps = stepsOf(timeline, plan, stepMeans);
  return {
    trial: record.label,
    observers: [...observers],
    steps,
    coveragePercent: coveragePercentOf(steps),
    clocks: [...(timeline.clocks ?? [])],
    disagreements: (timeline.disagreements ?? []).map(({ sources, ...rest }) => ({
      ...rest,
      sources: [...sources],
    })),
    unseen: unseen.map(({ source, why, points, rights }) => ({
      source,
      why,
      points: [...points],
      ...(rights === undefined ? {} : { grant: grantOf(rights) }),
    })),
  };
}
