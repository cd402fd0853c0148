import { refusedPull } from "./facts/images.ts";
import { kubeletPaced } from "./facts/kubelet-client.ts";
import { refusedSandbox } from "./facts/sandboxes.ts";
import { union, type Interval } from "./intervals.ts";
import { oncePerTrial } from "./trial-view.ts";

/**
 * When the last pod waited for nothing but time on its node: for a token of its kubelet's client, or for the kubelet to
 * come again after its image or its sandbox had been refused. However busy the machine is then, more of it would not have
 * helped.
 */
export const kubeletWaits = oncePerTrial((view): readonly Interval[] =>
  union([...kubeletPaced(view), ...refusedPull(view), ...refusedSandbox(view)]),
);
