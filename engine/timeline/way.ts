import type { NodeKind, ObservationLevel, Plan } from "../../experiments/index.ts";
import { points, type PointId } from "../../knowledge/index.ts";
import { isExpected, type SeenFrom } from "./expected-points.ts";
import type { ContainerTimeline } from "./timeline.ts";

/** Which kind of node each container ran on, and how much was observed. */
export function seenFrom({ nodes, observe }: Plan): (container: ContainerTimeline) => SeenFrom {
  const kinds = new Map<string, NodeKind>(nodes.map(({ name, kind }) => [name, kind]));
  const level: ObservationLevel = observe ?? "default";
  return ({ node }) => ({ kind: node === undefined ? undefined : (kinds.get(node) ?? "existing"), level });
}

/**
 * The points on a container's way, in order: those that should be there, and those that were seen beside them. Where
 * only the API's report says that the container runs, the report is no point of its own.
 */
export function wayOf({ points: seen }: ContainerTimeline, from: SeenFrom): readonly PointId[] {
  const [running, reported] = [seen["container-running"], seen["running-reported"]];
  const reportIsEnd =
    from.kind === "kwok" ||
    from.level === "clock" ||
    (running !== undefined && running.source === reported?.source && running.seconds === reported.seconds);
  return points
    .filter((point) => isExpected(point, from) || seen[point.id] !== undefined)
    .map(({ id }) => id)
    .filter((id) => id !== "running-reported" || !reportIsEnd);
}
