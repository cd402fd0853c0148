import type { StageId } from "./stages/stages.ts";

export type Component =
  "etcd" | "kube-apiserver" | "kube-controller-manager" | "kube-scheduler" | "kubelet" | "workload";

/** A value as it stands in a flag or a configuration field; a duration is a text such as "100ms". */
export type ParameterValue = number | boolean | string;

/** The token bucket of one client: the clients whose limits bound the Job path. Each kubelet has one of its own. */
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
  | { readonly kind: "group-commit"; readonly of: string };

/**
 * Where a value is written: a flag or a field of the configuration file, which the component takes at its next start, or
 * a field of the workload's pod template below its `spec`, which the next deployment takes.
 */
export type SetBy =
  | { readonly by: "flag"; readonly flag: string }
  | { readonly by: "config-file"; readonly path: string }
  | { readonly by: "workload"; readonly path: string };

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
  /** What the component accepts and Columbo is willing to set; seconds for a duration. */
  readonly range?: { readonly min: number; readonly max: number };
  readonly choices?: readonly string[];
  readonly stages: readonly StageId[];
  readonly mechanism: Mechanism;
  /** The mechanism's effect as a formula or a sentence. */
  readonly formula: string;
  /** Parameters that must be changed together with this one. */
  readonly goesWith: readonly string[];
  readonly set: SetBy;
  /** Where kubeadm keeps it. */
  readonly kubeadm: string;
  /** What must be restarted for a new value. */
  readonly restart: Component;
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
