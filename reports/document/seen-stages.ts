import type { RootContent } from "mdast";
import { points, stages, type PointId } from "../../knowledge/index.ts";
import type { ContainerTimeline } from "../../engine/store/stored-run.ts";
import { listed, seconds } from "../format.ts";
import { code, paragraph, strong, type Inline } from "./nodes.ts";
import type { Subject } from "./subject.ts";

/** The six stages' boundaries in order. */
const boundaries: readonly PointId[] = ["client-start", ...stages.map(({ to }) => to)];

/**
 * Which stages run into each other for want of the point that parts them, with the time of each such block, and which
 * ends are shown late; nothing where every boundary was seen when it was passed. About the container that ran last in
 * the trial shown, before a change where there was one.
 */
export function seenStages({ run, noun, isRollout }: Subject): RootContent[] {
  const last = (run.before ?? run.after)?.containers.at(-1);
  if (last === undefined) return [];
  const parts = [mergedStages(last, noun), lateEnds(last), isRollout ? [unwatched] : []];
  return parts.filter((part) => part.length > 0).map((part) => paragraph(...part));
}

const unwatched = "What was before the first pod was not watched.";

function mergedStages({ points: seen }: ContainerTimeline, noun: string): Inline[] {
  const known = boundaries.flatMap((point, index) => {
    const time = seen[point];
    return time === undefined ? [] : [{ index, seconds: time.seconds }];
  });
  const blocks = known.slice(1).flatMap((end, position) => {
    const start = known[position] ?? end;
    const ids = stages.slice(start.index, end.index).map(({ id }) => id);
    // Nothing is in a block that takes no time: the clock of a rollout that was watched starts at its end.
    return ids.length < 2 || end.seconds === 0
      ? []
      : [
          {
            ids,
            seconds: end.seconds - start.seconds,
            unseen: boundaries.slice(start.index + 1, end.index),
          },
        ];
  });
  if (blocks.length === 0) return [];
  return [
    "Seen only together for the last ",
    `${noun}: `,
    ...blocks.flatMap(({ ids, seconds: time }, index): Inline[] => [
      ...(index === 0 ? [] : ["; "]),
      strong(listed(ids)),
      `, ${seconds(time)}`,
    ]),
    `. No source shows what parts them: `,
    ...blocks
      .flatMap(({ unseen }) => unseen)
      .flatMap((point, index): Inline[] => [
        ...(index === 0 ? [] : ["; "]),
        code(point),
        ` (${points.find(({ id }) => id === point)?.meaning ?? point})`,
      ]),
    ".",
  ];
}

function lateEnds({ points: seen }: ContainerTimeline): Inline[] {
  const ids = stages.flatMap(({ id, to }) => (seen[to]?.late === true ? [id] : []));
  if (ids.length === 0) return [];
  return [
    `The end of ${listed(ids)} is shown only by what came after it: ${ids.length === 1 ? "it" : "each"} may have been earlier, and what follows longer, than the figures say.`,
  ];
}
