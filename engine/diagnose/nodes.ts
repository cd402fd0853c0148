import type { PointId } from "../../knowledge/index.ts";
import type { ContainerTimeline } from "../timeline/index.ts";
import { mostAtOnce, union, type Interval } from "./intervals.ts";
import { constant, oncePerTrial, type TrialView } from "./trial-view.ts";

/** Containers on nodes with a kubelet; what happens on the others is modelled. */
export const onKubelets = oncePerTrial((view): readonly ContainerTimeline[] =>
  view.record.timeline.containers.filter(({ points }) => points["sandbox-ready"]?.modelled !== true),
);

/** One container of each pod on a node with a kubelet, the one that ran first. */
export const podsOnKubelets = oncePerTrial((view): readonly ContainerTimeline[] => [
  ...new Map(
    onKubelets(view)
      .toReversed()
      .map((container) => [container.pod, container]),
  ).values(),
]);

/** The pod that ended the deployment, where it ran on a node with a kubelet. */
export function lastOnKubelet(view: TrialView): ContainerTimeline | undefined {
  const last = view.record.timeline.containers.at(-1)?.pod;
  return podsOnKubelets(view).find(({ pod }) => pod === last);
}

/** When pods were between two points, for those that show both. */
export function between(
  containers: readonly ContainerTimeline[],
  from: PointId,
  to: PointId,
): readonly Interval[] {
  return containers.flatMap(({ points }) => {
    const [start, end] = [points[from]?.seconds, points[to]?.seconds];
    return start === undefined || end === undefined ? [] : [{ from: start, to: end }];
  });
}

/** A pod with a volume waits that long in any case, seconds (podAttachAndMountRetryInterval). */
const volumePeriod = constant("kubelet.podAttachAndMountRetryInterval");
/** A start that takes so many times an unloaded one, and so many seconds more, has waited for its node. */
const congestedFactor = 3;
const congestedSeconds = 1;

/**
 * When pods waited for their node: from delivery until they ran, for pods whose start took several times as long as an
 * unloaded one. Whatever kept the node busy, pods that had come earlier would only have waited there. What an unloaded
 * start takes the warm-up knows, else the quickest of the starts. A wait for volumes alone is none for the node.
 */
export const congested = oncePerTrial((view): readonly Interval[] => union(congestedStarts(view)));

/** Those of one node; undefined where no node has a kubelet. */
export function congestedOn(view: TrialView, node: string): readonly Interval[] | undefined {
  if (podsOnKubelets(view).length === 0) return undefined;
  return union(congestedStarts(view).filter((start) => start.node === node));
}

const congestedStarts = oncePerTrial((view) => {
  const starts = podsOnKubelets(view).flatMap((container) => {
    const [start] = between([container], "pod-delivered", "container-running");
    const volumes = between([container], "cgroup-created", "volumes-mounted").map(
      ({ from, to }) => to - from,
    );
    return start === undefined
      ? []
      : [{ ...start, node: container.node, waited: Math.max(0, (volumes[0] ?? 0) - volumePeriod) }];
  });
  const unloaded = starts.reduce(
    (least, { from, to }) => Math.min(least, to - from),
    view.context.model?.unloadedStart ?? Infinity,
  );
  const longest = Math.max(congestedFactor * unloaded, unloaded + congestedSeconds);
  return starts.filter(({ from, to, waited }) => to - from - waited > longest);
});

/** The most pods at once that were on their node and did not run yet. */
export function mostStarting(view: TrialView): number {
  return mostAtOnce(between(podsOnKubelets(view), "pod-delivered", "container-running"));
}
