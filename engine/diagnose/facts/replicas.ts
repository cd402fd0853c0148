import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import type { TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const name = "workload.Job.parallelism";

/** How long pods were not there since their Job lets only some be there at once. */
export function replicaFacts(view: TrialView): Readings {
  const { record, context } = view;
  const { method, instances } = context.plan.workload;
  const set = Number(record.settings.find(({ parameter }) => parameter === name)?.value ?? Infinity);
  const isSpread = method === "pod" && set < instances;
  const seconds = isSpread ? waitOf(view, set) : known(0, "all pods of a Job may be there at once");
  return {
    "replicas.at-once": isSpread
      ? known(set, `${name} as set`)
      : known(method === "pod" ? instances : 1, "the experiment"),
    "replicas.seconds": seconds,
    "replicas.share": shareOfDeployment(view, seconds, "replicas.seconds / deployment"),
  };
}

function waitOf({ record }: TrialView, atOnce: number): Reading {
  const created = record.timeline.containers
    .flatMap(({ points }) => (points["pod-received"] ?? points["pod-stored"])?.seconds ?? [])
    .toSorted((a, b) => a - b);
  const full = created[atOnce - 1];
  if (full === undefined) {
    return record.incomplete === undefined
      ? missing("the timeline does not show when pods were created")
      : known(0, "fewer pods were created than may be there at once");
  }
  // Pods that are still to be created when the trial is ended wait until then at least.
  const last =
    record.incomplete !== undefined && created.length < record.incomplete.of
      ? record.deploymentSeconds
      : (created.at(-1) ?? full);
  return known(last - full, "creation of the pods");
}
