import type { Plan } from "../experiments/index.ts";
import type { Component, Setting } from "../knowledge/index.ts";

/** What a provisioner says while it works; the command line shows it. */
export interface Progress {
  readonly kind: "step" | "done" | "note";
  /** For example "starting kube-apiserver". */
  readonly text: string;
}

/** What a provisioner gets from its caller. */
export interface ProvisionerHost {
  readonly report: (progress: Progress) => void;
  /** Aborted when the user interrupts: `up` must then undo what it began and reject. */
  readonly signal: AbortSignal;
  /** A folder with ready binaries that goes before the cache; undefined = the cache, filled when needed. */
  readonly binDir?: string;
}

/** A log that grows during a trial. */
export interface LogFile {
  readonly source: "audit" | "kube-controller-manager" | "kube-scheduler";
  readonly path: string;
}

/** A component's own HTTPS endpoint, reached with Columbo's client certificate. */
export interface ComponentEndpoint {
  readonly component: Component;
  /** For example https://127.0.0.1:34567 */
  readonly url: string;
}

export interface ComponentProcess {
  readonly component: Component | "kwok";
  readonly pid: number;
}

/** PEM texts of Columbo's own identity, an ordinary user of the cluster. */
export interface ClientIdentity {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** A running cluster. Whoever got it calls `down`, whatever happens. */
export interface Cluster {
  readonly id: string;
  readonly kubernetes: string;
  /** Of mode 0600; names an ordinary user that may do everything but is not exempt from priority-and-fairness. */
  readonly kubeconfig: string;
  readonly apiServer: string;
  readonly identity: ClientIdentity;
  /** The kubectl that belongs to this cluster's version. */
  readonly kubectl: string;
  /** The namespace that trials deploy into; it exists and is empty. */
  readonly namespace: string;
  /** A folder of the cluster's for whatever must not outlive it (kubectl's cache, manifests). */
  readonly scratch: string;
  /** The logs that observers read. */
  readonly logs: readonly LogFile[];
  /** Paths of every log, these and all other components' ones, for whoever looks into a failure. */
  readonly allLogs?: readonly string[];
  readonly endpoints: readonly ComponentEndpoint[];
  processes(): readonly ComponentProcess[];
  /** Aborted, with the reason as an Error, when a component dies without being told to. */
  readonly failed: AbortSignal;
  /** The values that differ from the defaults now. */
  settings(): readonly Setting[];
  /** Sets exactly these (all others go back to their defaults) and restarts only the components concerned. */
  apply(settings: readonly Setting[]): Promise<void>;
  /** Removes everything that a trial left and waits until every client's token bucket is full again. */
  reset(): Promise<void>;
  down(): Promise<void>;
}

/** Something that the machine lacks, with the command that mends it. */
export interface Lack {
  readonly what: string;
  readonly mend: string;
}

/** Makes a cluster and takes it away. Each provisioner is a folder with one of these. */
export interface Provisioner {
  readonly name: Plan["provider"];
  /** What this machine lacks for the plan; empty when `up` can be tried. Must not change anything. */
  lacks(plan: Plan): Promise<readonly Lack[]>;
  up(plan: Plan, host: ProvisionerHost): Promise<Cluster>;
}
