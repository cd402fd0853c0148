import type { Timeline, TimelinePoint } from "../timeline/index.ts";
import { simulatedKubeletPoints, simulatedPoints, type SimulationOutput } from "./simulation.ts";

/**
 * A simulated trial as a timeline, so that whatever reads measured ones reads it too; every point says that it is
 * modelled.
 * @param startedAt when the client would have started, milliseconds since the epoch
 */
export function timelineOf(output: SimulationOutput, startedAt = 0): Timeline {
  const containers = output.containers.map(({ job, pod, container, times, onKubelet }) => ({
    job,
    pod,
    container,
    points: Object.fromEntries([
      ...simulatedPoints.map((id) => [id, modelled(times[id])] as const),
      ...(onKubelet === undefined
        ? []
        : simulatedKubeletPoints.map((id) => [id, modelled(onKubelet[id])] as const)),
    ]),
  }));
  return { startedAt, containers, gaps: [] };
}

function modelled(seconds: number): TimelinePoint {
  return { seconds, source: "simulation", precision: 0, modelled: true };
}
