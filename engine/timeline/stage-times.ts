import { stages, type StageId } from "../../knowledge/index.ts";
import type { ContainerTimeline, Timeline } from "./timeline.ts";

/** Seconds that one container spent in each stage; they add up to the time until it ran. */
export type StageTimes = Readonly<Record<StageId, number>>;

/** One container's stage times; undefined when a stage boundary was not seen. */
export function stageTimesOf(container: ContainerTimeline): StageTimes | undefined {
  const entries: [StageId, number][] = [];
  for (const { id, from, to } of stages) {
    const [start, end] = [container.points[from], container.points[to]];
    if (start === undefined || end === undefined) return undefined;
    entries.push([id, end.seconds - start.seconds]);
  }
  return Object.fromEntries(entries) as StageTimes;
}

/** Seconds from the client's start until a container was done: it ran, and was ready where it has a readiness probe. */
export function endOf({ points }: ContainerTimeline): number | undefined {
  return (points["container-ready"] ?? points["container-running"])?.seconds;
}

/** Seconds from a container's running until it was ready; undefined where it has no readiness probe. */
export function readySecondsOf({ points }: ContainerTimeline): number | undefined {
  const [running, ready] = [points["container-running"], points["container-ready"]];
  return running === undefined || ready === undefined ? undefined : ready.seconds - running.seconds;
}

/** Seconds from the client's start until the last container was done; undefined when none was. */
export function deploymentSecondsOf(timeline: Timeline): number | undefined {
  const last = timeline.containers.at(-1);
  return last && endOf(last);
}
