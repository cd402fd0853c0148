import type { Timeline, TimelinePoint } from "../timeline/index.ts";
import { simulatedPoints, type SimulationOutput } from "./simulation.ts";

/**
 * A simulated trial as a timeline, so that whatever reads measured ones reads it too; every point says that it is
 * modelled.
 * @param startedAt when the client would have started, milliseconds since the epoch
 */
export function timelineOf(output: SimulationOutput, startedAt = 0): Timeline {
  const containers = output.containers.map(({ job, pod, container, times }) => ({
    job,
    pod,
    container,
    points: Object.fromEntries(
      simulatedPoints.map((id): [string, TimelinePoint] => [
        id,
        { seconds: times[id], source: "simulation", precision: 0, modelled: true },
      ]),
    ),
  }));
  return { startedAt, containers, gaps: [] };
}
