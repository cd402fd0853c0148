import { modelledStartOf } from "../timeline/index.ts";
import { heldByConstraints } from "./decisions.ts";
import { union, without, type Interval } from "./intervals.ts";
import { kubeletWaits, quietWaits } from "./kubelet-waits.ts";
import { quotaUsedUp, saturated, saturation } from "./processor.ts";
import { heldElsewhere, serverHeld } from "./server-waits.ts";
import { busySubmission } from "./submission.ts";
import { oncePerTrial, type TrialView } from "./trial-view.ts";
import { anyPacing, type Waiting } from "./waiting.ts";
import { workloadWaits } from "./workload-waits.ts";

/**
 * When the machine's processor held the deployment back. While a token bucket is waited for and no node is, it is the
 * bucket that holds back, however busy the machine is; neither a webhook nor a disk nor a quota that is used up is made
 * faster by more processor, nor does a kubelet come again sooner; a client whose calls keep the machine busy, and a
 * scheduler whose decisions do, are causes of their own; and the last container's modelled start lasts as long as the
 * plan says.
 */
export const saturatedWithoutWaits = oncePerTrial((view): Waiting => {
  const full = saturated(view);
  if (full === undefined) return { unknown: "processor use was not sampled" };
  const waiting = anyPacing(view);
  if ("unknown" in waiting) return waiting;
  const others = [
    ...heldElsewhere(view),
    ...heldByConstraints(view),
    ...serverHeld(view),
    ...nodesHeld(view),
    ...busySubmission(view),
    ...modelledStart(view),
    ...workloadWaits(view),
    ...kubeletWaits(view),
    ...quietWaits(view),
  ];
  return {
    intervals: without(full, union([...waiting.intervals, ...others])),
    origin: `processor time from /proc: at least ${saturation * 100} % busy, and no token bucket set the pace`,
  };
});

/** When the API server's quota was used up, without the last container's modelled start, which waits for nothing. */
export const heldByQuota = oncePerTrial((view): Waiting => {
  if (view.record.cpu.length === 0) return { unknown: "processor use was not sampled" };
  return {
    intervals: without(serverHeld(view), union(modelledStart(view))),
    origin: "cpu.stat of kube-apiserver's control group: stopped in most of the scheduler's periods",
  };
});

/** When the API server had no processor time to spare, for whatever reason. */
export const serverOverloaded = oncePerTrial((view): Waiting => {
  const [full, held] = [saturatedWithoutWaits(view), heldByQuota(view)];
  if ("unknown" in full) return full;
  if ("unknown" in held) return held;
  return {
    intervals: union([...full.intervals, ...held.intervals]),
    origin: `${full.origin}; ${held.origin}`,
  };
});

/** When some node that got pods had used up its quota. */
function nodesHeld(view: TrialView): readonly Interval[] {
  const names = new Set(view.record.timeline.containers.flatMap(({ node }) => node ?? []));
  return [...names].flatMap((name) => quotaUsedUp(view, name));
}

function modelledStart({ record }: TrialView): readonly Interval[] {
  const last = record.timeline.containers.at(-1);
  const start = last === undefined ? undefined : modelledStartOf(last);
  return start === undefined ? [] : [start];
}
