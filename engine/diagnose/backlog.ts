import { union, type Interval } from "./intervals.ts";
import { oncePerTrial, type TrialView } from "./trial-view.ts";

/** Pods that wait so long for the scheduler's loop have come faster than it takes them, seconds. */
const longWait = 1;

/**
 * When pods queued for the scheduler's loop, which takes one after the other: pods that were created earlier would only
 * have queued longer.
 */
export const schedulerBehind: (view: TrialView) => readonly Interval[] = oncePerTrial((view) => {
  const seen = new Map(view.record.timeline.containers.map(({ pod, points }) => [pod, points]));
  return union(
    [...seen.values()].flatMap((points) => {
      const [from, to] = [points["pod-queued"]?.seconds, points["pod-scheduling"]?.seconds];
      return from === undefined || to === undefined || to - from <= longWait ? [] : [{ from, to }];
    }),
  );
});
