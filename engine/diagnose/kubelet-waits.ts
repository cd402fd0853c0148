import { refusedPull } from "./facts/images.ts";
import { kubeletPaced } from "./facts/kubelet-client.ts";
import { networkOfLast, refusedSandbox } from "./facts/sandboxes.ts";
import { transferOfLast, turnOfLast } from "./image-pulls.ts";
import { common, union, type Interval } from "./intervals.ts";
import { nodesQuiet } from "./processor.ts";
import { oncePerTrial } from "./trial-view.ts";

/**
 * When the last pod waited for nothing but time on its node: for a token of its kubelet's client, or for the kubelet to
 * come again after its image or its sandbox had been refused. However busy the machine or its disk is then, more of it
 * would not have helped.
 */
export const kubeletWaits = oncePerTrial((view): readonly Interval[] =>
  union([...kubeletPaced(view), ...refusedPull(view), ...refusedSandbox(view)]),
);

/** When it waited for an image or its network while the nodes' programs hardly used a processor. */
export const quietWaits = oncePerTrial((view): readonly Interval[] => {
  const fetched = union([...turnOfLast(view), ...transferOfLast(view), ...networkOfLast(view)]);
  return common(fetched, nodesQuiet(view));
});
