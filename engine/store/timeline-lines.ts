import { points } from "../../knowledge/index.ts";
import type { TrialRecord } from "../trial/record.ts";

/**
 * A trial's lines of `timeline.jsonl`: one JSON object for each container and point that was seen, containers in the
 * order in which they ran, points in the order of the pipeline. `seconds` counts from the client's start, `precision`
 * is a half width in seconds; `modelled` and `late` are there only where they are true.
 */
export function timelineLines({ label, timeline }: TrialRecord): string {
  return timeline.containers
    .flatMap(({ job, pod, container, node, points: seen }) =>
      points.flatMap(({ id }) => {
        const point = seen[id];
        return point === undefined ? [] : [{ trial: label, job, pod, container, node, point: id, ...point }];
      }),
    )
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
}
