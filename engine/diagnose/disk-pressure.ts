import { union, type Interval } from "./intervals.ts";
import { oncePerTrial, since, type TrialView } from "./trial-view.ts";

/**
 * Share of the time in which some task waited for the disk, from which on the disk counts as the limit, per cent: an
 * idle one has 0 to 16, one that is throttled 50 to 100, the less the busier other processors are.
 */
const pressed = 40;

/** When tasks of a machine with pods waited for its disk most of the time. */
export const diskPressed = oncePerTrial((view): readonly Interval[] =>
  union(pressuresOf(view).flatMap(({ io, from, to }) => (io >= pressed ? [{ from, to }] : []))),
);

/** Whether nodes' own control groups count pressure, and not only the machine. */
export function isPressureOfNodes(view: TrialView): boolean {
  return samplesOf(view).some(({ of }) => of !== "host");
}

/** Per cent of each stretch in which some task waited for the disk. */
export const pressuresOf = oncePerTrial((view) => {
  const samples = samplesOf(view);
  return [...Map.groupBy(samples, ({ of }) => of).values()].flatMap((own) =>
    own.flatMap(({ at, pressure }, index) => {
      const io = pressure?.io;
      const before = own[index - 1]?.at ?? view.record.timeline.startedAt;
      return io === undefined ? [] : [{ io, from: since(view, before), to: since(view, at) }];
    }),
  );
});

/** Samples of the nodes themselves, where their control groups count pressure; else the machine's. */
const samplesOf = oncePerTrial((view) => {
  const nodes = new Set(view.record.timeline.containers.flatMap(({ node }) => node ?? []));
  const all = (view.record.usage ?? []).filter(({ pressure }) => pressure?.io !== undefined);
  const own = all.filter(({ of }) => nodes.has(of));
  return own.length > 0 ? own : all.filter(({ of }) => of === "host");
});
