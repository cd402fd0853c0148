import { points, stages, type StageId } from "../../../knowledge/index.ts";
import type { TrialRecord } from "../../trial/index.ts";

/** The points of a stage that the last container passed: when, how precisely, what showed it, and on how many others. */
export function stampRows({ timeline }: TrialRecord, stage: StageId): readonly (readonly string[])[] {
  const { containers } = timeline;
  const last = containers.at(-1);
  const ends = stages.find(({ id }) => id === stage);
  if (last === undefined || ends === undefined) return [];
  const ids = points.map(({ id }) => id);
  return ids.slice(ids.indexOf(ends.from), ids.indexOf(ends.to) + 1).flatMap((id) => {
    const point = last.points[id];
    if (point === undefined) return [];
    const seen = containers.filter((container) => container.points[id] !== undefined).length;
    return [
      [
        id,
        `${point.late === true ? "by " : ""}${point.seconds.toFixed(6)} s`,
        point.modelled === true
          ? "modelled"
          : `${String(Number((point.precision * 1000).toPrecision(3)))} ms`,
        point.source,
        `${String(seen)} of ${String(containers.length)} containers`,
      ],
    ];
  });
}
