import { diskPressed } from "./disk-pressure.ts";
import { union, without, type Interval } from "./intervals.ts";
import { nodesQuiet, quotaUsedUp, saturated } from "./processor.ts";
import { oncePerTrial } from "./trial-view.ts";

/**
 * When the last pod's node had something to do that lengthens whatever else happens on it, for its processor, its quota
 * or its disk. A machine that others keep busy is no node's concern while its programs hardly want a processor.
 */
export const nodeBusy = oncePerTrial((view): readonly Interval[] => {
  const node = view.record.timeline.containers.at(-1)?.node;
  const quota = node === undefined ? [] : quotaUsedUp(view, node);
  const processor = without(saturated(view) ?? [], nodesQuiet(view));
  return union([...processor, ...quota, ...diskPressed(view)]);
});
