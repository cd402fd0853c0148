import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";
import { asFlag } from "../place.ts";

/** What is known of a controller's workers, apart from what holds for all of them. */
interface Workers {
  readonly flag: string;
  readonly of: string;
  readonly value: number;
  readonly formula: string;
  /** Below pkg/controller/. */
  readonly defaults: string;
  readonly introduced?: string;
}

const controllers: readonly Workers[] = [
  {
    flag: "concurrent-deployment-syncs",
    of: "Deployments",
    value: 5,
    formula:
      "one Deployment is one sync that makes one ReplicaSet: only many Deployments at once wait for it",
    defaults: "deployment/config/v1alpha1/defaults.go:34",
  },
  {
    flag: "concurrent-replicaset-syncs",
    of: "ReplicaSets",
    value: 5,
    formula: "R ReplicaSets take at least ceil(R / workers) syncs, each of which creates up to 500 pods",
    defaults: "replicaset/config/v1alpha1/defaults.go:34",
  },
  {
    flag: "concurrent-statefulset-syncs",
    of: "StatefulSets",
    value: 5,
    formula: "one StatefulSet is never synced twice at once: only many of them wait for workers",
    defaults: "statefulset/config/v1alpha1/defaults.go:34",
  },
  {
    flag: "concurrent-daemonset-syncs",
    of: "DaemonSets",
    value: 2,
    formula: "D DaemonSets take at least ceil(D / workers) syncs, each of which creates up to 250 pods",
    defaults: "daemon/config/v1alpha1/defaults.go:34",
    introduced: "1.32",
  },
  {
    flag: "concurrent-cron-job-syncs",
    of: "CronJobs",
    value: 5,
    formula: "a Job that a CronJob makes comes later while the workers are busy with others",
    defaults: "cronjob/config/v1alpha1/defaults.go:34",
  },
  {
    flag: "concurrent-ephemeralvolume-syncs",
    of: "pods with ephemeral volumes",
    value: 5,
    formula: "each such pod waits until its claims are made: n pods take at least ceil(n / workers) syncs",
    defaults: "volume/ephemeral/config/v1alpha1/defaults.go:34",
  },
  {
    flag: "concurrent-service-endpoint-syncs",
    of: "Services",
    value: 5,
    formula: "no pod waits for it; until its Service sends it traffic a ready pod does",
    defaults: "endpointslice/config/v1alpha1/defaults.go:35",
  },
  {
    flag: "concurrent-resource-quota-syncs",
    of: "ResourceQuotas",
    value: 5,
    formula: "a quota that ended pods used up is given back once a worker has counted again",
    defaults: "resourcequota/config/v1alpha1/defaults.go:38",
  },
  {
    flag: "concurrent-gc-syncs",
    of: "objects whose owner is gone",
    value: 20,
    formula:
      "no start waits for it, but pods of deleted owners keep their nodes' room until they are removed",
    defaults: "garbagecollector/config/v1alpha1/defaults.go:38",
  },
];

/** Workers of the controllers beside the job controller, each a pool of its own. */
export const controllerWorkers: readonly Parameter[] = controllers.map(
  ({ flag, of, value, formula, defaults, introduced }): Parameter => ({
    ...asFlag("kube-controller-manager", flag),
    title: `${of} that are worked on at the same time`,
    type: "integer",
    unit: "workers",
    defaults: [{ since: OLDEST_VERIFIED, value }],
    ...(introduced === undefined ? {} : { introduced }),
    range: { min: 1, max: 1000 },
    stages: flag.includes("service-endpoint") || flag.includes("gc") ? ["S6"] : ["S2", "S3"],
    mechanism: { kind: "worker-pool", pool: flag.replace(/^concurrent-/, "") },
    formula,
    goesWith: [],
    risk: "more processor use of kube-controller-manager; all workers of a controller share one client limit",
    source: verifiedSource(`kubernetes v1.34.4 pkg/controller/${defaults}`),
  }),
);

export const endpointSliceUpdatesBatchPeriod: Parameter = {
  ...asFlag("kube-controller-manager", "endpointslice-updates-batch-period"),
  title: "time that changes of a Service's pods are gathered before they are written",
  type: "duration",
  unit: "",
  defaults: [{ since: OLDEST_VERIFIED, value: "0s" }],
  range: { min: 0, max: 60 },
  stages: ["S6"],
  mechanism: { kind: "polling-period", poll: "endpoint-slices" },
  formula: "no pod waits for it; a Service sends traffic to a ready pod later by up to this time",
  goesWith: [],
  risk: "a long time delays traffic to new pods, and keeps sending it to ended ones",
  source: verifiedSource(
    "kubernetes v1.34.4 cmd/kube-controller-manager/app/options/endpointslicecontroller.go:47",
  ),
};
