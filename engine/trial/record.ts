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
   * pods, by control group where a node has one, else the processes that are known. The other names are components.
   */
  readonly cores: Readonly<Record<string, number>>;
}

/** What a host or a node used at a moment, beside the processor. */
export interface UsageSample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** "host", a component ("kubelet worker-1"), or a node of this machine ("worker-1"). */
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
  /** Client start until the last container ran, seconds. */
  readonly deploymentSeconds: number;
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
  /** Names of the observers that watched. */
  readonly observers?: readonly string[];
}
