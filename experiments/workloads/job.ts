/** A Kubernetes Job as Columbo writes it; only the fields that are set. */
export interface JobManifest {
  readonly apiVersion: "batch/v1";
  readonly kind: "Job";
  readonly metadata: { readonly name: string; readonly labels: Labels };
  readonly spec: {
    readonly parallelism: number;
    readonly completions?: number;
    readonly backoffLimit: 0;
    readonly template: PodTemplate;
  };
}

export interface PodTemplate {
  readonly metadata: { readonly labels: Labels };
  readonly spec: PodSpec;
}

export interface PodSpec {
  readonly restartPolicy: "Never";
  readonly terminationGracePeriodSeconds: 0;
  readonly automountServiceAccountToken?: boolean;
  readonly containers: readonly ContainerManifest[];
}

export interface ContainerManifest {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy: "IfNotPresent" | "Always" | "Never";
  /** What runs in an image that is not Columbo's own. */
  readonly command?: readonly string[];
  /** Arguments of the image's own entry point. */
  readonly args?: readonly string[];
  readonly resources: { readonly requests?: Quantities; readonly limits?: Quantities };
}

/** Amounts as Kubernetes writes them; what is absent is neither asked for nor limited. */
export interface Quantities {
  readonly cpu?: string;
  readonly memory?: string;
}

export type Labels = Readonly<Record<string, string>>;

/** The label with the trial's prefix, on Jobs and pods alike. */
export const TRIAL_LABEL = "columbo/trial";

/** The labels of everything that a trial creates. */
export function trialLabels(prefix: string): Labels {
  return { "app.kubernetes.io/managed-by": "columbo", [TRIAL_LABEL]: prefix };
}

/** The size of a Job: pods at once, and pods in all; without `completions` it is a work queue, as Continuum's. */
export interface JobSize {
  readonly parallelism: number;
  readonly completions?: number;
}

/** The pod of a workload; it ends at once when it is deleted, and its containers are not started again. */
export function podOf(containers: readonly ContainerManifest[]): PodSpec {
  return { restartPolicy: "Never", terminationGracePeriodSeconds: 0, containers };
}

/** One Job around its pods. A pod that fails is not tried again: the trial has failed then. */
export function jobOf(name: string, labels: Labels, size: JobSize, template: PodTemplate): JobManifest {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name, labels },
    spec: {
      ...size,
      backoffLimit: 0,
      template,
    },
  };
}
