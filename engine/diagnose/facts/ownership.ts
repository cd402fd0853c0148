import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import { total, union, type Interval } from "../intervals.ts";
import { podsOnKubelets } from "../nodes.ts";
import { logShows, oncePerTrial, since, type TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const slow = "VolumePermissionChangeInProgress";

/** Kubelets that gave the files of a pod's volumes to its group, before its containers could be made. */
export function ownershipFacts(view: TrialView): Readings {
  const changes = view.record.ownershipChanges ?? [];
  const seconds = ofLastPod(view);
  return {
    "ownership.pods": known(new Set(changes.map(({ pod }) => pod)).size, "kubelet log"),
    "ownership.warned-pods": known(
      new Set(view.record.warnings.flatMap(({ reason, object }) => (reason === slow ? [object] : []))).size,
      `${slow} events`,
    ),
    "ownership.seconds": seconds,
    "ownership.share": shareOfDeployment(view, seconds, "ownership.seconds / deployment"),
  };
}

/** When kubelets did that for the last pod. */
export const ownershipOfLast = oncePerTrial((view): readonly Interval[] => {
  const { ownershipChanges = [], timeline } = view.record;
  const last = timeline.containers.at(-1)?.pod;
  return union(
    ownershipChanges
      .filter(({ pod }) => pod === last)
      .map(({ startedAt, finishedAt }) => ({ from: since(view, startedAt), to: since(view, finishedAt) })),
  );
});

function ofLastPod(view: TrialView): Reading {
  const { record, context } = view;
  if (podsOnKubelets(view).length === 0) return known(0, "no node has a kubelet");
  if (groupOf(context.plan.workload.pod) === undefined) return known(0, "the pods have no fsGroup");
  if (record.ownershipChanges === undefined && !logShows(view, "kubelet", "pod-delivered"))
    return byMeans(view);
  return known(
    total(ownershipOfLast(view)),
    "kubelet log, from the first file until the volume is set up, on the last pod's way",
  );
}

function groupOf(pod: TrialView["context"]["plan"]["workload"]["pod"]): unknown {
  return (pod?.spec?.["securityContext"] as { readonly fsGroup?: unknown } | undefined)?.fsGroup;
}

/** Without a kubelet's log: what mounting all of a pod's volumes took on average, by the kubelets' own histogram. */
function byMeans(view: TrialView): Reading {
  const named = view.record.metrics.filter(
    ({ name, labels }) =>
      name.startsWith("storage_operation_duration_seconds") && labels["operation_name"] === "volume_mount",
  );
  const sum = named.filter(({ name }) => name.endsWith("_sum")).reduce((all, { delta }) => all + delta, 0);
  if (named.length === 0)
    return missing("neither the kubelets' logs nor their metrics show what mounting took");
  return known(
    sum / podsOnKubelets(view).length,
    "storage_operation_duration_seconds of volume_mount, by pods: owners of files are a part of it",
  );
}
