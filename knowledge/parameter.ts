import type { StageId } from "./stages/stages.ts";

/** Whoever takes a value: programs of a cluster, the client, or the workload's own manifest. */
export type Component =
  | "etcd"
  | "kube-apiserver"
  | "kube-controller-manager"
  | "kube-scheduler"
  | "kubelet"
  | "kube-proxy"
  | "containerd"
  | "kubectl"
  | "workload";

/** A value as it stands in a flag or a configuration field; a duration is a text such as "100ms". */
export type ParameterValue = number | boolean | string;

/**
 * The token bucket of one client: the clients whose limits bound a deployment. Each kubelet has one of its own, and so
 * has each controller of kube-controller-manager: what is said of "job-controller" holds for the controllers of
 * Deployments, ReplicaSets, StatefulSets and DaemonSets just as well, each with a bucket of the same two numbers.
 */
export type BucketName = "job-controller" | "scheduler" | "kubelet";

/** How a parameter or a constant bounds a stage. The model builds its stations from these. */
export type Mechanism =
  | { readonly kind: "token-bucket"; readonly bucket: BucketName; readonly role: "rate" | "burst" }
  /** A client that waits for tokens as well, where no container's start waits for the client. */
  | { readonly kind: "side-bucket"; readonly bucket: string; readonly role: "rate" | "burst" }
  /** Requests without a token fail and are tried again later. */
  | { readonly kind: "rejecting-bucket"; readonly bucket: string; readonly role: "rate" | "burst" }
  | { readonly kind: "capacity"; readonly of: string }
  | { readonly kind: "worker-pool"; readonly pool: string }
  | { readonly kind: "serial-loop"; readonly loop: string }
  | { readonly kind: "parallel-work"; readonly loop: string }
  | { readonly kind: "polling-period"; readonly poll: string }
  | { readonly kind: "doubling-batches"; readonly of: string }
  | { readonly kind: "chunk"; readonly of: string }
  | { readonly kind: "seat-pool"; readonly pool: string }
  | { readonly kind: "retry-backoff"; readonly of: string }
  | { readonly kind: "group-commit"; readonly of: string }
  /** A time that passes for each of them, all side by side. */
  | { readonly kind: "delay"; readonly of: string }
  /** What takes longer is given up. */
  | { readonly kind: "deadline"; readonly of: string }
  /** Work that recurs whether something is deployed or not, and takes processor time from it. */
  | { readonly kind: "periodic-work"; readonly of: string }
  /** Work that comes on top of each request, pod or container. */
  | { readonly kind: "added-work"; readonly of: string }
  /** What may be done at the same time, and what only after each other. */
  | { readonly kind: "ordering"; readonly of: string }
  /** How many there are of what is to be deployed. */
  | { readonly kind: "amount"; readonly of: string }
  /** Which nodes a pod may go to. */
  | { readonly kind: "placement"; readonly of: string };

/** The kinds of objects that make pods, and whose own fields bound how fast. */
export type OwnerKind = "Job" | "Deployment" | "StatefulSet" | "DaemonSet";

/**
 * Where a value is written. A flag, a field of the configuration file or a feature gate is taken at the component's
 * next start; a path in a configuration file has its fields parted by dots, that of containerd's is one below the table
 * of its CRI plugin. An object of the API is taken at once: `path` begins at its top, for example
 * `spec.limited.nominalConcurrencyShares`. What stands in the workload's manifest is taken by the next deployment: a
 * field of the pod template below its `spec`, or with `owner` one below the `spec` of the object that makes the pods.
 */
export type SetBy =
  | { readonly by: "flag"; readonly flag: string }
  | { readonly by: "config-file"; readonly path: string }
  | { readonly by: "feature-gate"; readonly gate: string }
  | {
      readonly by: "api-object";
      readonly kind: "PriorityLevelConfiguration";
      readonly name: string;
      readonly path: string;
    }
  | { readonly by: "workload"; readonly path: string; readonly owner?: OwnerKind };

/** A default that holds from one Kubernetes minor version on, for example `{ since: "1.29", value: 50 }`. */
export interface VersionedDefault {
  readonly since: string;
  readonly value: ParameterValue;
}

/** Something that can be set on a component, with what is known of its effect on a deployment. */
export interface Parameter {
  /** `<component>.<name>` as it stands in an experiment's `[kubernetes]` section. */
  readonly id: string;
  readonly component: Component;
  readonly title: string;
  readonly type: "integer" | "number" | "boolean" | "string" | "duration";
  readonly unit: string;
  /** In ascending order of `since`; the first one holds from the oldest version that was verified. */
  readonly defaults: readonly VersionedDefault[];
  /** The minor version that it can be set from, where that is newer than v1.27. */
  readonly introduced?: string;
  /** The first minor version that it cannot be set in any more: it is gone, or locked to its default. */
  readonly until?: string;
  /**
   * Why an experiment's `[kubernetes]` does not take it, and what does: half a sentence, for example "`instances` in
   * [columbo] says it". Such a parameter is there to be known of; Columbo never sets or tries it.
   */
  readonly notHere?: string;
  /** What the component accepts and Columbo is willing to set; seconds for a duration. */
  readonly range?: { readonly min: number; readonly max: number };
  readonly choices?: readonly string[];
  /**
   * What a text stands for in a manifest: an amount of a resource ("500m", "64Mi"), or a map or list written as JSON.
   * The empty text stands for no such field.
   */
  readonly holds?: "quantity" | "map" | "list";
  readonly stages: readonly StageId[];
  readonly mechanism: Mechanism;
  /** The mechanism's effect as a formula or a sentence. */
  readonly formula: string;
  /** Parameters that must be changed together with this one. */
  readonly goesWith: readonly string[];
  readonly set: SetBy;
  /** Where kubeadm keeps it. */
  readonly kubeadm: string;
  /** What must be restarted for a new value; "none" where it holds at once. */
  readonly restart: Component | "none";
  readonly risk: string;
  /** Where the facts come from: file and line in the Kubernetes source, or a document. */
  readonly source: string;
}

/** A bound that is compiled in: it limits like a parameter does and must never be recommended. */
export interface Constant {
  readonly id: string;
  readonly component: Component;
  readonly title: string;
  readonly value: number;
  readonly unit: string;
  readonly stages: readonly StageId[];
  readonly mechanism: Mechanism;
  readonly formula: string;
  readonly source: string;
}

/** One parameter with the value it has or shall have. */
export interface Setting {
  readonly parameter: string;
  readonly value: ParameterValue;
}
