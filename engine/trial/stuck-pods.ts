import { points, steps } from "../../knowledge/index.ts";
import type { ContainerTimeline, Timeline } from "../timeline/index.ts";
import type { Warning } from "./record.ts";

/** The step in which a container that does not run is held: the one that follows its last known point. */
function stepOf(container: ContainerTimeline): string {
  const last = points.findLast(({ id }) => container.points[id] !== undefined);
  const step = steps.find(({ from }) => from === last?.id);
  return step === undefined ? "an unknown step" : `${step.stage} (${step.name})`;
}

/** One phrase about the pods that hang and what the cluster says of them; undefined when none does. */
export function stuckPods(timeline: Timeline, warnings: readonly Warning[]): string | undefined {
  const waiting = timeline.containers.filter(({ points: seen }) => seen["container-running"] === undefined);
  const [first] = waiting;
  if (first === undefined) return undefined;
  const byStep = new Map<string, number>();
  for (const container of waiting) byStep.set(stepOf(container), (byStep.get(stepOf(container)) ?? 0) + 1);
  const where = [...byStep].map(([step, count]) => `${count} in ${step}`).join(", ");
  const names = new Set(waiting.flatMap(({ pod, job }) => [pod, job]));
  const said = warnings.findLast(({ object }) => names.has(object));
  const words =
    said === undefined ? "" : `; the cluster says of ${said.object}: ${said.reason}: ${said.message}`;
  return `${waiting.length} containers hang, for example of pod ${first.pod}: ${where}${words}`;
}
