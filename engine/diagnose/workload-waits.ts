import { ownershipOfLast } from "./facts/ownership.ts";
import { readinessWait } from "./facts/readiness.ts";
import { throttledSeconds } from "./facts/throttling.ts";
import { union, type Interval } from "./intervals.ts";
import { oncePerTrial } from "./trial-view.ts";

/**
 * When the last container was waited for because its own pod says so: its processor limit had stopped it, nobody had
 * asked whether it was ready, or the files of its volume were given to its group. However busy the machine is then, more of it would not have helped. The stops are
 * spread over the container's start; they are taken to be the end of it.
 */
export const workloadWaits = oncePerTrial((view): readonly Interval[] => {
  const running = view.record.timeline.containers.at(-1)?.points["container-running"]?.seconds;
  const stopped = throttledSeconds(view);
  return union([
    ...(running === undefined ? [] : [{ from: running - stopped, to: running }]),
    ...readinessWait(view),
    ...ownershipOfLast(view),
  ]);
});
