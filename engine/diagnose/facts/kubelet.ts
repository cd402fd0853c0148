import type { PointId } from "../../../knowledge/index.ts";
import type { ContainerTimeline } from "../../timeline/index.ts";
import { derived, known, missing, type Reading, type Readings } from "../fact-set.ts";
import { kubeletPaced } from "./kubelet-client.ts";
import { total, union, without, type Interval } from "../intervals.ts";
import { between, congested, lastOnKubelet, mostStarting, onKubelets, podsOnKubelets } from "../nodes.ts";
import { quantileOf } from "../numbers.ts";
import { saturated } from "../processor.ts";
import { constant, type TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";
import { ownershipOfLast } from "./ownership.ts";

/** What the steps on a node are called in facts, with their ends. */
const steps: readonly (readonly [string, PointId, PointId])[] = [
  ["sync", "pod-delivered", "pod-syncing"],
  ["cgroup", "pod-syncing", "cgroup-created"],
  ["volumes", "cgroup-created", "volumes-mounted"],
  ["sandbox", "sandbox-starting", "sandbox-ready"],
  ["image", "sandbox-ready", "image-ready"],
  ["create", "image-ready", "container-created"],
  ["start", "container-created", "container-started"],
];
/** What a poll adds until its caller goes on, and how much earlier or later a busy machine makes that, seconds. */
const gridTolerance = 0.05;
const nobody = "no node has a kubelet";

/** What happened on nodes with a kubelet: how long each step took, and whether pods waited for their volumes. */
export function kubeletFacts(view: TrialView): Readings {
  const pods = podsOnKubelets(view);
  const waits = volumeWaits(view, pods);
  return {
    "nodes.kubelet-pods": known(pods.length, pods.length === 0 ? nobody : "pods in the timeline"),
    "nodes.congested-seconds": known(total(congested(view)), "timeline, delivery until the container runs"),
    "nodes.most-starting": known(mostStarting(view), "timeline, delivery until the container runs"),
    ...Object.fromEntries(
      steps.map(([name, from, to]) => [`kubelet.${name}-p50-seconds`, median(view, from, to)]),
    ),
    "volume-wait.pods": derived(waits.seconds, () => waits.all.length, "timeline"),
    "volume-wait.grid-share": derived(waits.seconds, () => waits.gridShare, "timeline, multiples of 300 ms"),
    "volume-wait.seconds": waits.seconds,
    "volume-wait.share": shareOfDeployment(view, waits.seconds, "volume wait / deployment"),
  };
}

function median(view: TrialView, from: PointId, to: PointId): Reading {
  const containers = onKubelets(view);
  const seconds = quantileOf(
    between(containers, from, to).map((way) => way.to - way.from),
    0.5,
  );
  if (seconds !== undefined) return known(seconds, `timeline, ${from} to ${to}`);
  return missing(containers.length === 0 ? nobody : `no timeline shows both ${from} and ${to}`);
}

interface VolumeWaits {
  /** Waits that lasted at all: a pod without a volume does not wait. */
  readonly all: readonly Interval[];
  readonly gridShare: number;
  readonly seconds: Reading;
}

/**
 * The kubelet looks after a pod's volumes at once and then every 300 ms: a pod with a volume waits a multiple of that.
 * On the last pod's way it counts as far as the node had nothing to do in that time.
 */
function volumeWaits(view: TrialView, pods: readonly ContainerTimeline[]): VolumeWaits {
  const origin = "timeline, cgroup-created to volumes-mounted";
  if (pods.length === 0) return { all: [], gridShare: 0, seconds: known(0, nobody) };
  const seen = between(pods, "cgroup-created", "volumes-mounted");
  if (seen.length === 0) {
    const why = "no timeline shows when a pod began to wait for its volumes and when they were mounted";
    return { all: [], gridShare: 0, seconds: missing(why) };
  }
  const period = constant("kubelet.podAttachAndMountRetryInterval");
  const all = seen.filter(({ from, to }) => to - from > period - gridTolerance);
  const onGrid = all.filter((wait) => isOnGrid(wait, period));
  const ended = lastOnKubelet(view);
  const last = between(ended === undefined ? [] : [ended], "cgroup-created", "volumes-mounted").filter(
    (wait) => isOnGrid(wait, period),
  );
  // Whatever takes long ends at a turn of that look as well: what is known to have been done meanwhile is no waiting.
  const busy = union([
    ...(saturated(view) ?? []),
    ...kubeletPaced(view),
    ...congested(view),
    ...ownershipOfLast(view),
  ]);
  return {
    all,
    gridShare: onGrid.length / seen.length,
    seconds: known(
      total(without(union(last), busy)),
      `${origin}, on the last pod's way, while its node was not busy`,
    ),
  };
}

function isOnGrid({ from, to }: Interval, period: number): boolean {
  const times = Math.round((to - from) / period);
  return times >= 1 && Math.abs(to - from - times * period) <= gridTolerance;
}
