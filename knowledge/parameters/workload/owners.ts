import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";
import { inOwner } from "./place.ts";

const since = OLDEST_VERIFIED;
const updates = "it concerns updates of a workload that runs already, and trials deploy new ones";
const apps = (lines: string): string =>
  verifiedSource(`kubernetes v1.34.4 pkg/apis/apps/v1/defaults.go:${lines}`);
const batch = (lines: string): string =>
  verifiedSource(`kubernetes v1.34.4 pkg/apis/batch/v1/defaults.go:${lines}`);

/** Fields of the objects that make pods. */
export const ownerFields: readonly Parameter[] = [
  {
    ...inOwner("Job", "completionMode"),
    title: "whether each pod of a Job has a number of its own",
    type: "string",
    unit: "",
    defaults: [{ since, value: "NonIndexed" }],
    choices: ["NonIndexed", "Indexed"],
    stages: ["S3"],
    mechanism: { kind: "added-work", of: "job-indexes" },
    formula: "Indexed: each sync goes through all indexes; the pods' names are known before they are created",
    goesWith: [],
    risk: "Indexed needs completions, and a pod that fails is replaced under the same number",
    source: batch("55-57"),
  },
  {
    ...inOwner("Job", "parallelism"),
    title: "pods of a Job that run at the same time",
    type: "integer",
    unit: "pods",
    // Kubernetes' own default; trials deploy Jobs of all their pods at once unless an experiment says less.
    defaults: [{ since, value: 1 }],
    range: { min: 1, max: 1_000_000 },
    stages: ["S3"],
    mechanism: { kind: "amount", of: "pods-at-once" },
    formula: "the Job creates min(parallelism - active, completions - succeeded - active) pods per sync",
    goesWith: ["workload.Job.completions"],
    risk: "more pods at once than nodes have room for stay Pending",
    source: batch("37-45"),
  },
  {
    ...inOwner("Job", "completions"),
    title: "pods of a Job that must succeed",
    type: "integer",
    unit: "pods",
    defaults: [{ since, value: 1 }],
    range: { min: 0, max: 1_000_000 },
    stages: ["S3"],
    mechanism: { kind: "amount", of: "pods-in-all" },
    formula: "above parallelism pods come in waves, each about 1.6 s after the former one's end at least",
    goesWith: ["workload.Job.parallelism"],
    risk: "none",
    notHere: "`instances` in [columbo] and kube_deployment in [benchmark] say it",
    source: batch("37-41"),
  },
  {
    ...inOwner("StatefulSet", "podManagementPolicy"),
    title: "whether the pods of a StatefulSet start one after the other",
    type: "string",
    unit: "",
    defaults: [{ since, value: "OrderedReady" }],
    choices: ["OrderedReady", "Parallel"],
    stages: ["S3"],
    mechanism: { kind: "ordering", of: "statefulset-pods" },
    formula: "OrderedReady: n replicas take n whole starts, each until the pod is ready; Parallel: about one",
    goesWith: [],
    risk: "an application whose members must join one after the other does not come up with Parallel",
    source: apps("101-102"),
  },
  {
    ...inOwner("StatefulSet", "updateStrategy.rollingUpdate.maxUnavailable"),
    title: "pods of a StatefulSet that may be away during an update, a number or a share",
    type: "string",
    unit: "",
    defaults: [{ since, value: "1" }],
    stages: ["S3"],
    mechanism: { kind: "ordering", of: "statefulset-update" },
    formula:
      "an update of n pods takes ceil(n / maxUnavailable) ends and starts; gate MaxUnavailableStatefulSet, on from v1.37",
    goesWith: [],
    risk: "the application runs with fewer members meanwhile",
    notHere: updates,
    source: apps("119-122"),
  },
  {
    ...inOwner("Deployment", "strategy.rollingUpdate.maxSurge"),
    title: "pods of a Deployment that an update may add, a number or a share",
    type: "string",
    unit: "",
    defaults: [{ since, value: "25%" }],
    stages: ["S3"],
    mechanism: { kind: "ordering", of: "deployment-update" },
    formula:
      "an update goes on in steps of maxSurge + maxUnavailable pods; a first deployment takes no notice of it",
    goesWith: ["workload.Deployment.strategy.rollingUpdate.maxUnavailable"],
    risk: "nodes must have room for so many more pods",
    notHere: updates,
    source: apps("59-62"),
  },
  {
    ...inOwner("Deployment", "strategy.rollingUpdate.maxUnavailable"),
    title: "pods of a Deployment that may be away during an update, a number or a share",
    type: "string",
    unit: "",
    defaults: [{ since, value: "25%" }],
    stages: ["S3"],
    mechanism: { kind: "ordering", of: "deployment-update" },
    formula:
      "an update goes on in steps of maxSurge + maxUnavailable pods; a first deployment takes no notice of it",
    goesWith: ["workload.Deployment.strategy.rollingUpdate.maxSurge"],
    risk: "the application runs with fewer pods meanwhile",
    notHere: updates,
    source: apps("54-57"),
  },
  {
    ...inOwner("DaemonSet", "updateStrategy.rollingUpdate.maxUnavailable"),
    title: "nodes whose pod of a DaemonSet may be away during an update, a number or a share",
    type: "string",
    unit: "",
    defaults: [{ since, value: "1" }],
    stages: ["S3"],
    mechanism: { kind: "ordering", of: "daemonset-update" },
    formula:
      "an update of N nodes takes ceil(N / maxUnavailable) ends and starts; a first deployment takes no notice of it",
    goesWith: [],
    risk: "so many nodes are without the daemon meanwhile",
    notHere: updates,
    source: apps("85-87"),
  },
];
