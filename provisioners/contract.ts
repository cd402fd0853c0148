import type { NodeKind, Plan } from "../experiments/index.ts";
import type { Component, PointId, Setting } from "../knowledge/index.ts";
import type { MachinesReport } from "./machines-report.ts";

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
  /** Nothing will be deployed or removed: the cluster is only looked at. */
  readonly watchOnly?: true;
  /** Where components send their spans, host:port of an OTLP/gRPC receiver without TLS; absent = no tracing. */
  readonly tracing?: { readonly endpoint: string };
}

/** A log that grows during a trial. */
export interface LogFile {
  readonly source: "audit" | "kube-controller-manager" | "kube-scheduler" | "kubelet" | "containerd";
  readonly path: string;
  /** The node whose log it is; absent for the control plane. */
  readonly node?: string;
  /** Brings what the log has gained to `path`, where it is written on another machine. */
  readonly refresh?: () => Promise<void>;
}

/** A component's own HTTPS endpoint, reached with Columbo's identity; a path may follow its host. */
export interface ComponentEndpoint {
  readonly component: Component;
  /** For example https://127.0.0.1:34567, or https://HOST/api/v1/nodes/N/proxy for a kubelet behind the API server. */
  readonly url: string;
  /** The kubelet's node; absent for the control plane. */
  readonly node?: string;
  /** The `-v` that the component was started with; its verbosity is put back to this after a trial. */
  readonly verbosity?: number;
}

export interface ComponentProcess {
  readonly component: Component | "kwok" | "containerd";
  readonly pid: number;
  readonly node?: string;
}

/** The process of a virtual machine on this host. */
export interface MachineProcess {
  readonly machine: string;
  /** What it is for: "control" has the control plane and nothing of the workload, "worker" is a node. */
  readonly role: "control" | "worker" | "endpoint";
  readonly pid: number;
  /** Cores of the host that its processors may use together. */
  readonly cores: number;
}

/**
 * Who Columbo is in the cluster: PEM texts, or headers that carry a token. On a cluster of Columbo's own it is an
 * ordinary user with a certificate.
 */
export interface ClientIdentity {
  /** Absent = the authorities that Node.js trusts. */
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
  /** The name that the server's certificate must have, where it is not the address's. */
  readonly serverName?: string;
  /** The kubeconfig says not to check the server's certificate. */
  readonly insecure?: true;
  /** Headers of a request; asked for each one anew, since tokens expire. */
  readonly headers?: () => Promise<Readonly<Record<string, string>>>;
  /** HTTPS_PROXY and NO_PROXY, as they hold for this cluster; absent = no proxy, whatever the environment says. */
  readonly proxy?: Readonly<Record<string, string>>;
}

/** An identity by certificate, as every user of a cluster of Columbo's own has it. */
export type CertificateIdentity = ClientIdentity &
  Readonly<Required<Pick<ClientIdentity, "ca" | "certificate" | "key">>>;

/** A node as observers see it. */
export interface ClusterNode {
  readonly name: string;
  readonly kind: NodeKind;
  /** The folder of this machine that the runtime writes the containers' logs to: <namespace>_<pod>_<uid>/<container>/0.log */
  readonly podLogs?: string;
  /**
   * Folder of the control group that holds the node's programs and pods, by controller (cpu, cpuacct, memory, blkio
   * on version 1; all the same folder on version 2).
   */
  readonly cgroups?: Readonly<Record<string, string>>;
}

/** How far a clock is ahead of this machine's: between the two, seconds. */
export interface ClockBounds {
  readonly low: number;
  readonly high: number;
}

/** The clock of one of a cluster's machines. */
export interface HostClock {
  /** The machine's name; its node's where it is one. */
  readonly host: string;
  /** Asks it now; undefined when the answers contradict each other, since it was set meanwhile. */
  bounds(): Promise<ClockBounds | undefined>;
}

/** Something that a user of the API may or may not do. */
export interface Right {
  readonly verb: string;
  /** For example "pods", "pods/log", "nodes/proxy"; absent for a path. */
  readonly resource?: string;
  readonly group?: string;
  /** A path that is no resource, for example /metrics. */
  readonly path?: string;
  /** Absent = in all namespaces. */
  readonly namespace?: string;
}

/** A right that the cluster was asked about. */
export interface ProbedRight extends Right {
  readonly allowed: boolean;
  /** What Columbo needs it for, a phrase: "the events' names, which show ...". */
  readonly purpose: string;
}

/** A source that a cluster does not offer to Columbo. */
export interface ClosedSource {
  /** For example "kube-scheduler log". */
  readonly source: string;
  /** One sentence. */
  readonly why: string;
  /** The points that it would show. */
  readonly points: readonly PointId[];
  /** The rights whose want is the reason. */
  readonly rights?: readonly Right[];
}

/** A running cluster. Whoever got it calls `down`, whatever happens. */
export interface Cluster {
  readonly id: string;
  readonly kubernetes: string;
  /** Of mode 0600; names an ordinary user that may do everything but is not exempt from priority-and-fairness. */
  readonly kubeconfig: string;
  readonly apiServer: string;
  readonly identity: ClientIdentity;
  /** The kubectl that belongs to this cluster's version; empty where there is none, so that the client must be "api". */
  readonly kubectl: string;
  /** The namespace that trials deploy into; it exists and is empty. */
  readonly namespace: string;
  /**
   * What the application's images are called where the nodes pull them from; containers take them in turn. Absent =
   * Columbo's own name, or the plan's.
   */
  readonly images?: readonly string[];
  /** A folder of the cluster's for whatever must not outlive it (kubectl's cache, manifests). */
  readonly scratch: string;
  /** The logs that observers read. */
  readonly logs: readonly LogFile[];
  /** Paths of every log, these and all other components' ones, for whoever looks into a failure. */
  readonly allLogs?: readonly string[];
  readonly endpoints: readonly ComponentEndpoint[];
  readonly nodes: readonly ClusterNode[];
  /** The virtual machines that it is made of. */
  readonly machines?: MachinesReport;
  /** Those of them that this host runs. */
  readonly machineProcesses?: readonly MachineProcess[];
  /** Clocks that can be asked; absent where all is on this machine, or nobody lets Columbo ask. */
  readonly clocks?: readonly HostClock[];
  /** What was asked about Columbo's rights; absent where it may do everything. */
  readonly rights?: readonly ProbedRight[];
  /** True for a cluster that is not Columbo's: nothing but its own namespace may be changed unasked. */
  readonly readOnly?: true;
  /** Sources that cannot be read here. */
  readonly closed?: readonly ClosedSource[];
  /** The same whenever the same cluster is met again; absent for one that ends with its run. */
  readonly fingerprint?: string;
  /** What a reader must know to judge a measurement on it, one sentence each. */
  readonly notes?: readonly string[];
  /** The verbosities of components that observers may raise for a trial and put back after it. */
  readonly maySetVerbosity?: boolean;
  processes(): readonly ComponentProcess[];
  /** Aborted, with the reason as an Error, when a component dies without being told to. */
  readonly failed: AbortSignal;
  /** The values that differ from the defaults now. */
  settings(): readonly Setting[];
  /**
   * Sets exactly these (all others go back to their defaults) and restarts only the components concerned. Those of
   * component "workload" concern none: trials put what `settings` says of them into the pods that they deploy.
   */
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
