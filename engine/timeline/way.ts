import {
  hasReadinessProbe,
  type NodeKind,
  type ObservationLevel,
  type Plan,
} from "../../experiments/index.ts";
import { points, type PointId } from "../../knowledge/index.ts";
import { isExpected, type SeenFrom } from "./expected-points.ts";
import type { ContainerTimeline } from "./timeline.ts";

/** Which kind of node each container ran on, and how much was observed. */
export function seenFrom({
  nodes,
  observe,
  provider,
  workload,
}: Plan): (container: ContainerTimeline) => SeenFrom {
  const kinds = new Map<string, NodeKind>(nodes.map(({ name, kind }) => [name, kind]));
  const level: ObservationLevel = observe ?? "default";
  return ({ node }) => ({
    kind: node === undefined ? undefined : (kinds.get(node) ?? "existing"),
    level,
    isSimulated: provider === "simulated",
    isProbed: hasReadinessProbe(workload),
  });
}

/**
 * Whether only the API's report says that the container runs, so that the report ends its way and is no point of its
 * own.
 */
export function endsWithReport({ points: seen }: ContainerTimeline, from: SeenFrom): boolean {
  const [running, reported] = [seen["container-running"], seen["running-reported"]];
  return (
    from.kind === "kwok" ||
    from.level === "clock" ||
    (running !== undefined && running.source === reported?.source && running.seconds === reported.seconds)
  );
}

/** The points on a container's way, in order: those that should be there, and those that were seen beside them. */
export function wayOf(container: ContainerTimeline, from: SeenFrom): readonly PointId[] {
  const reportIsEnd = endsWithReport(container, from);
  return points
    .filter((point) => isExpected(point, from) || container.points[point.id] !== undefined)
    .map(({ id }) => id)
    .filter((id) => id !== "running-reported" || !reportIsEnd);
}
