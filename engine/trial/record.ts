import type { Component, PointId, Setting } from "../../knowledge/index.ts";
import type { ClosedSource } from "../../provisioners/index.ts";
import type { Timeline } from "../timeline/timeline.ts";

/** One request as the audit log has it (only writes of the Job path are audited). */
export interface AuditedRequest {
  /** For example "create". */
  readonly verb: string;
  /** For example "pods", "pods/binding", "pods/status", "jobs". */
  readonly resource: string;
  readonly user: string;
  readonly name?: string;
  /** Milliseconds since the epoch, with a fraction. */
  readonly receivedAt: number;
  /** Milliseconds from receipt to the complete response. */
  readonly latency: number;
  readonly code: number;
}

/** A request that waited for its client's token bucket for more than 50 ms, from client-go's V(3) log line. */
export interface TokenWait {
  readonly component: Component;
  readonly verb: string;
  readonly url: string;
  /** When it was sent, milliseconds since the epoch. */
  readonly sentAt: number;
  /** Milliseconds that it waited before. */
  readonly waited: number;
}

/** How much a component's counter or histogram part grew during the trial; buckets are kept as they are. */
export interface MetricDelta {
  readonly component: Component;
  /** The kubelet's node; absent for the control plane. */
  readonly node?: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly delta: number;
}

/** A limit that a control group sets to the processor time of a program. */
export interface Quota {
  readonly cores: number;
  /** Part of the scheduler's periods in which the program was stopped, its quota being used up. */
  readonly throttledShare: number;
}

/** A priority level of the API server, as it was before the trial; one without limits has no seats to wait for. */
export interface PriorityLevelState {
  readonly name: string;
  /** nominalConcurrencyShares. */
  readonly shares: number;
  readonly lendablePercent: number;
  /** The flow schemas that send requests to it. */
  readonly flowSchemas: readonly string[];
}

/** Processor use in the interval that ends at `at`. */
export interface CpuSample {
  readonly at: number;
  /** Busy share of the cores that Columbo and its cluster may use, 0 to 1. */
  readonly hostBusy: number;
  /** The same of the nodes' machines together, where nodes are machines of their own that were seen. */
  readonly nodesBusy?: number;
  /**
   * Cores used, by program; nothing is counted twice, so that the parts add up. "client" is kubectl, "columbo" this
   * program, "node" everything of the nodes with a kubelet: kubelets, container runtimes, shims, CNI plugins, runc and
   * pods, by control group where a node has one, else the processes that are known, or its virtual machine.
   * "control-machine" is the control plane's virtual machine as far as its components are not told apart, "endpoint-machine"
   * those of endpoints. The other names are components.
   */
  readonly cores: Readonly<Record<string, number>>;
  /** Busy share of what virtual machines of this host may use, by the name in `cores` that they count for. */
  readonly machinesBusy?: Readonly<Record<string, number>>;
  /** Of the components of the control plane, and of nodes by name, whose control group has one; absent when none has. */
  readonly quotas?: Readonly<Record<string, Quota>>;
}

/** What a host or a node used at a moment, beside the processor. */
export interface UsageSample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** "host", a component ("kubelet worker-1"), or a node or virtual machine of this machine ("worker-1"). */
  readonly of: string;
  /** Cores in use since the sample before. */
  readonly cores?: number;
  readonly memoryMiB?: number;
  /** Megabytes a second since the sample before. */
  readonly readMBps?: number;
  readonly writtenMBps?: number;
  /** Per cent of the time since the sample before in which some task waited for it (pressure stall information). */
  readonly pressure?: Readonly<Partial<Record<"cpu" | "memory" | "io", number>>>;
}

/** A source that could not be read in this trial; its points are those that nothing else showed for want of it. */
export type UnseenSource = ClosedSource;

/** Mean of a step that no source shows per container, from the growth of a component's counters. */
export interface StepMean {
  readonly step: PointId;
  /** Seconds per request. */
  readonly seconds: number;
  readonly count: number;
  readonly source: string;
}

/** A warning that the cluster gave about an object of the trial. */
export interface Warning {
  readonly at: number;
  /** For example FailedScheduling. */
  readonly reason: string;
  readonly object: string;
  readonly message: string;
}

/** One call of the client. */
export interface ClientCall {
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly jobs: readonly string[];
  /** Round trips that it waited for one after the other: its requests, and those that opened its connection. */
  readonly roundTrips?: number;
}

/** Why a trial ended before all its containers ran. */
export interface Incomplete {
  /** One clause, in the cluster's words where it has any. */
  readonly why: string;
  /** Containers that ran, of so many. */
  readonly ran: number;
  readonly of: number;
}

/** Amounts as the API server has them after admission; what is absent is neither asked for nor limited. */
export interface PodResources {
  readonly cpuCores?: number;
  readonly memoryMiB?: number;
}

/** A container as its pod's last status has it. */
export interface ContainerState {
  readonly name: string;
  readonly requests: PodResources;
  readonly limits: PodResources;
  /** For example ImagePullBackOff; absent when it does not wait. */
  readonly waiting?: { readonly reason: string; readonly message?: string };
  /** How it ended, the last time that it did: reason OOMKilled, for example. */
  readonly ended?: { readonly reason: string; readonly exitCode: number; readonly message?: string };
  readonly restarts: number;
}

/** A pod of the trial as the API showed it last. */
export interface PodState {
  readonly name: string;
  readonly node?: string;
  readonly phase: string;
  /** Of its condition PodScheduled, as long as that is False: reason Unschedulable, and the scheduler's message. */
  readonly unscheduled?: { readonly reason: string; readonly message: string };
  readonly containers: readonly ContainerState[];
}

/** An image that a kubelet pulled, from its Pulling and Pulled events. */
export interface ImagePull {
  readonly pod: string;
  readonly node?: string;
  readonly image: string;
  /** Milliseconds since the epoch: the kubelet wanted it, and had it. */
  readonly wantedAt: number;
  readonly finishedAt: number;
  /** Seconds of the pull itself; the rest of the time it waited for its turn. */
  readonly seconds: number;
  readonly bytes?: number;
}

/** The shim of a pod's sandbox began: its network was made by then. */
export interface SandboxShim {
  readonly pod: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What one container used, from its control group or the kubelet's own figures. */
export interface ContainerUse {
  readonly pod: string;
  readonly container: string;
  readonly cpuSeconds?: number;
  /** Time for which it was stopped because its processor limit was used up. */
  readonly throttledSeconds?: number;
  readonly peakMemoryMiB?: number;
  /** Where the figures come from. */
  readonly source: string;
}

/** A kubelet that gave all files of a volume to the group of a pod. */
export interface OwnershipChange {
  readonly pod: string;
  readonly volume: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** What one client outside of the cluster's own components asked the API server for during the trial. */
export interface ClientLoad {
  readonly user: string;
  readonly userAgent: string;
  readonly verb: string;
  readonly resource: string;
  readonly requests: number;
  /** Their latencies added up. */
  readonly seconds: number;
}

/** A node as the API described it before the trial. */
export interface NodeState {
  readonly name: string;
  readonly allocatable: PodResources & { readonly pods?: number };
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly unschedulable?: true;
}

/** An admission webhook that may be called for the trial's objects. */
export interface WebhookState {
  readonly configuration: string;
  readonly name: string;
  readonly kind: "mutating" | "validating";
  readonly timeoutSeconds: number;
  readonly failurePolicy: string;
}

/** Objects of the API that bear on the trial, as they were before it. */
export interface ClusterObjects {
  readonly nodes: readonly NodeState[];
  readonly webhooks: readonly WebhookState[];
  /** Defaults that a LimitRange of the namespace gives to containers, with its name. */
  readonly containerDefaults: readonly {
    readonly limitRange: string;
    readonly requests: PodResources;
    readonly limits: PodResources;
  }[];
}

/** What a fact that a user described came to in the trial: it can be judged without the user's file. */
export interface OwnReading {
  readonly id: string;
  readonly unit: string;
  readonly meaning: string;
  /** Absent when it is missing. */
  readonly value?: number | string;
  /** Why it is missing, one clause. */
  readonly missing?: string;
  /** What was read. */
  readonly origin: string;
}

/** All that one trial brought to light; written to the run folder and judged from there. */
export interface TrialRecord {
  readonly schema: 1;
  /** Hash of the plan it was measured under. */
  readonly plan: string;
  readonly label: string;
  /** The values that differed from the defaults. */
  readonly settings: readonly Setting[];
  readonly cores: number;
  /**
   * Client start until the last container ran, seconds; where pods have a readiness probe, until the last one was ready;
   * of an incomplete trial until it was ended, a lower bound.
   */
  readonly deploymentSeconds: number;
  /** Absent when all containers ran. */
  readonly incomplete?: Incomplete;
  readonly timeline: Timeline;
  readonly requests: readonly AuditedRequest[];
  readonly waits: readonly TokenWait[];
  readonly metrics: readonly MetricDelta[];
  readonly cpu: readonly CpuSample[];
  readonly calls: readonly ClientCall[];
  readonly warnings: readonly Warning[];
  readonly usage?: readonly UsageSample[];
  readonly unseen?: readonly UnseenSource[];
  readonly stepMeans?: readonly StepMean[];
  readonly pods?: readonly PodState[];
  readonly pulls?: readonly ImagePull[];
  readonly shims?: readonly SandboxShim[];
  readonly uses?: readonly ContainerUse[];
  readonly ownershipChanges?: readonly OwnershipChange[];
  readonly loads?: readonly ClientLoad[];
  readonly objects?: ClusterObjects;
  readonly priorityLevels?: readonly PriorityLevelState[];
  /** Shortest time of a request that the server answers at once, over an open connection from the client's place, seconds. */
  readonly roundTripSeconds?: number;
  /** Facts that the user described. */
  readonly own?: readonly OwnReading[];
  /** Names of the observers that watched. */
  readonly observers?: readonly string[];
}
