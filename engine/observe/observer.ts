import type { Cluster } from "../../provisioners/index.ts";
import type {
  AuditedRequest,
  ClientLoad,
  ClusterObjects,
  ContainerUse,
  CpuSample,
  ImagePull,
  MetricDelta,
  OwnReading,
  OwnershipChange,
  PodState,
  PriorityLevelState,
  SandboxShim,
  StepMean,
  TokenWait,
  UnseenSource,
  UsageSample,
  Warning,
} from "../trial/record.ts";
import type { TraceReceiver } from "./traces/receiver.ts";
import type { ClockOffset, Stamp } from "../timeline/timeline.ts";

/** How many pods of the trial have come how far, counted while the workload runs. */
export interface LiveCounts {
  created: number;
  bound: number;
  /** Containers, not pods. */
  running: number;
  /** What else ends the deployment and was seen: containers' first outputs, and that they are ready. */
  further?: number;
  /** Containers of pods that the scheduler has refused so far, and of those that no room that others free would help. */
  refused?: number;
  unfit?: number;
}

/** What an observer may use. */
export interface ObservedTrial {
  readonly cluster: Cluster;
  /** Value of the label `columbo/trial` on every Job and pod of this trial. */
  readonly trial: string;
  /** The pods are somebody else's and carry no such label: they are those that the pods' observer found. */
  readonly isRollout?: true;
  /** Containers that the trial is going to start. */
  readonly containers: number;
  /** Process ids of the client's calls that are under way. */
  readonly clients: ReadonlySet<number>;
  /** Observers that follow the workload live count here. */
  readonly counts: LiveCounts;
  /** Where the components' spans arrive; absent when they are not traced. */
  readonly traces?: TraceReceiver;
  /** To be called once, when all containers run, and are ready where they have a readiness probe. */
  readonly allRunning: () => void;
  /** To be called when a source breaks so that the trial cannot be measured any more. */
  readonly broken: (why: Error) => void;
  /** To be called when not all of the workload can ever run, with the reason as a clause. */
  readonly cannotRun: (why: string) => void;
}

/** A pod as the cluster described it: what joins stamps of pods with Jobs and containers. */
export interface SeenPod {
  readonly name: string;
  readonly job: string;
  readonly uid?: string;
  readonly node?: string;
  readonly containers: readonly string[];
  /** The runtime's names of those that it has made, by container. */
  readonly ids?: Readonly<Record<string, string>>;
}

/** One pass of the job controller over a Job that began to create pods. */
export interface JobSync {
  readonly job: string;
  /** When the creation began, milliseconds since the epoch. */
  readonly at: number;
  /** Pods that this pass was going to create; at most 500. */
  readonly creating: number;
}

/** What one observer found; each brings what its source shows. */
export interface Observations {
  readonly stamps?: readonly Stamp[];
  readonly pods?: readonly SeenPod[];
  readonly requests?: readonly AuditedRequest[];
  readonly waits?: readonly TokenWait[];
  /** In the order in which they happened. */
  readonly syncs?: readonly JobSync[];
  readonly metrics?: readonly MetricDelta[];
  readonly cpu?: readonly CpuSample[];
  readonly warnings?: readonly Warning[];
  readonly usage?: readonly UsageSample[];
  readonly clocks?: readonly ClockOffset[];
  readonly stepMeans?: readonly StepMean[];
  readonly podStates?: readonly PodState[];
  readonly pulls?: readonly ImagePull[];
  readonly shims?: readonly SandboxShim[];
  readonly uses?: readonly ContainerUse[];
  readonly ownershipChanges?: readonly OwnershipChange[];
  readonly loads?: readonly ClientLoad[];
  readonly objects?: ClusterObjects;
  readonly priorityLevels?: readonly PriorityLevelState[];
  readonly roundTripSeconds?: number;
  readonly own?: readonly OwnReading[];
  /** What this observer could not read, and why: the trial goes on without it. */
  readonly unseen?: readonly UnseenSource[];
}

/**
 * Reads one source of an unmodified Kubernetes around one trial. Its life has three parts: `begin` before the
 * client starts (may be costly), the quiet time while the workload runs (must cost next to nothing), and
 * `end`, when all containers run or the trial failed (may be costly again).
 */
export interface Observer {
  readonly name: string;
  begin(): Promise<void>;
  /**
   * Resolves when nothing that ends the deployment is still to come in this source; asked for when all containers run.
   * Absent where that shows all there is.
   */
  settled?(): Promise<void>;
  /**
   * What the source showed of the trial's pods, which are known by then.
   * @param pods all pods of the trial; absent for the observer that finds them
   */
  end(pods?: readonly SeenPod[]): Promise<Observations>;
}

/** Makes an observer for one trial. An observer is one file with one of these. */
export type ObserverFactory = (trial: ObservedTrial) => Observer;
