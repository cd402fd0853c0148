import { stages, type StageId } from "../../knowledge/index.ts";
import type { ContainerTimeline, Timeline } from "./timeline.ts";

/** Seconds that one container spent in each stage; they add up to its deployment time. */
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

/** Seconds from the client's start until the last container ran; undefined when none did. */
export function deploymentSecondsOf(timeline: Timeline): number | undefined {
  return timeline.containers.at(-1)?.points["container-running"]?.seconds;
}
