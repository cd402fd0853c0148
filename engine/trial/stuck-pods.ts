import { points, steps, type Step } from "../../knowledge/index.ts";
import type { ContainerTimeline, Timeline } from "../timeline/index.ts";
import type { Warning } from "./record.ts";

/** So many different reasons are told; a cluster rarely has more. */
const mostReasons = 3;

/** The step in which a container that does not run is held: the one that follows its last known point. */
function stepOf(container: ContainerTimeline): Step | undefined {
  const last = points.findLast(({ id }) => container.points[id] !== undefined);
  return steps.find(({ from, stage }) => from === last?.id && stage !== undefined);
}

/** How many hang in which step, in the order of the steps. */
function placesOf(waiting: readonly ContainerTimeline[]): string {
  const held = waiting.map(stepOf);
  const places = [...steps, undefined].flatMap((step) => {
    const count = held.filter((each) => each === step).length;
    const name = step?.stage === undefined ? "an unknown step" : `${step.stage} (${step.name})`;
    return count === 0 ? [] : [`${count} in ${name}`];
  });
  return places.join(", ");
}

/** One phrase about the pods that hang and what the cluster says of them; undefined when none does. */
export function stuckPods(timeline: Timeline, warnings: readonly Warning[]): string | undefined {
  const waiting = timeline.containers.filter(
    ({ points: seen }) => seen["container-running"] === undefined && seen["running-reported"] === undefined,
  );
  const [first] = waiting;
  if (first === undefined) return undefined;
  const words = wordsOf(new Set(waiting.flatMap(({ pod, job }) => [pod, job])), warnings);
  const what =
    waiting.length === 1
      ? `1 container hangs, of pod ${first.pod}`
      : `${waiting.length} containers hang, for example of pod ${first.pod}`;
  return `${what}: ${placesOf(waiting)}${words}`;
}

/** The latest warning of each reason about these objects, in the cluster's own words, none of them twice. */
function wordsOf(names: ReadonlySet<string>, warnings: readonly Warning[]): string {
  const latest = new Map<string, Warning>();
  for (const warning of warnings)
    if (names.has(warning.object) && warning.at >= (latest.get(warning.reason)?.at ?? 0))
      latest.set(warning.reason, warning);
  const said = new Set<string>();
  return [...latest.values()]
    .filter(({ message }) => {
      // The kubelet reports a container's reason to wait once more, as "Error: ErrImagePull".
      const isNew = !said.has(message) && !latest.has(message.replace(/^Error: /, ""));
      said.add(message);
      return isNew;
    })
    .sort((a, b) => b.at - a.at)
    .slice(0, mostReasons)
    .map(({ object, reason, message }) => `; the cluster says of ${object}: ${reason}: ${message}`)
    .join("");
}
