/** A program whose work competes for the cores; "server" is kube-apiserver with etcd. */
export type Program = "client" | "server" | "controller" | "scheduler" | "node" | "observer";

/** Programs that work for every pod; the client works for every call. */
export type PodProgram = Exclude<Program, "client">;

export const podPrograms: readonly PodProgram[] = ["server", "controller", "scheduler", "node", "observer"];

/** Times in seconds between two neighbouring points of the path when nothing else is going on. */
export interface Latencies {
  /** client-start to job-read, with the client's own work. */
  readonly clientStart: number;
  /** job-read to job-received, for the first object of a call. */
  readonly clientPrepare: number;
  /** The same for each further object of the same call, whose kind and schema are known by then. */
  readonly clientNext: number;
  /** job-received to job-stored. */
  readonly jobCreate: number;
  /** job-stored to job-enqueued. */
  readonly jobDelivery: number;
  /** job-enqueued to job-unpacked. */
  readonly jobSync: number;
  /** pod-received to pod-stored. */
  readonly podCreate: number;
  /** pod-stored to pod-queued. */
  readonly podDelivery: number;
  /** pod-binding to binding-received. */
  readonly bindingRequest: number;
  /** binding-received to binding-stored. */
  readonly binding: number;
  /** binding-stored to pod-delivered. */
  readonly nodeDelivery: number;
  /** From the end of the modelled pod start until the running status is sent. */
  readonly nodeReaction: number;
  /** Write of a pod's status. */
  readonly podStatus: number;
  /** Delivery of that status to whoever watches. */
  readonly statusDelivery: number;
}

/** Times on an idle node with a kubelet, in seconds, with the processor time that belongs to them. */
export interface KubeletTimes {
  /** pod-delivered to cgroup-created. */
  readonly sync: number;
  /** Mount of a volume, which the kubelet notices at its next look; 0 where pods do not wait for volumes. */
  readonly mount: number;
  /** sandbox-starting to sandbox-ready. */
  readonly sandbox: number;
  /** sandbox-ready to container-running, for each container. */
  readonly container: number;
}

/** What some trial showed of the work of its pods' starts on nodes with a kubelet. */
export interface StartWork {
  /** Other starts that went on beside one, on average over its time. */
  readonly beside: number;
  /** Core-seconds of the nodes per pod. */
  readonly perPod: number;
}

/** A value that no measurement gave. */
export interface Prior {
  /** For example "latency.podCreate". */
  readonly value: string;
  readonly source: string;
}

/** What the work of the path costs on one machine: the calibration of the simulation. */
export interface ServiceTimes {
  readonly cores: number;
  /** Cores in use whether or not anything is deployed: heartbeats, leases; "others" runs beside the cluster. */
  readonly background: Readonly<Record<PodProgram | "others", number>>;
  /** Core-seconds per pod. */
  readonly workPerPod: Readonly<Record<PodProgram, number>>;
  /** Core-seconds per call of the client, in the client and for it in the API server. */
  readonly workPerCall: { readonly client: number; readonly server: number };
  /** Core-seconds of one turn of the scheduler's loop; part of `workPerPod.scheduler`. */
  readonly schedulingCycle: number;
  readonly latency: Latencies;
  /** Absent where no node has a kubelet. */
  readonly kubelet?: KubeletTimes;
  /** Cores of each node, where nodes are machines of their own; absent = they share the machine of the control plane. */
  readonly nodeCores?: number;
  /**
   * How much more work a pod's start on its node is for every other start that goes on on the same machine (locks,
   * caches, switches between programs), relative to its work alone; absent = 0. It follows their number from moment to
   * moment: with n starts from delivery to running, the nodes' programs take 1 + contention x (n - 1) times the
   * processor time for the same.
   */
  readonly contention?: number;
  /** The trials that `contention` and the nodes' work per pod come from. */
  readonly startWork?: readonly StartWork[];
  /** Seconds that a pod's start holds what its node's starts take one after the other; absent = 0. */
  readonly nodeSerial?: number;
  /** Seconds of a round trip to the API server beyond what the latencies contain; absent = 0. */
  readonly roundTrip?: { readonly client: number; readonly node: number };
  /**
   * Seconds by which a write to the disk with its fsync takes longer than on the machine of the latencies: each write
   * of etcd's waits for the one that goes on and then for its own, and so does each of a kubelet's records of its pods;
   * absent = 0.
   */
  readonly fsync?: number;
  /** Seconds that admission webhooks add to a creation; absent = 0. */
  readonly webhook?: { readonly object: number; readonly pod: number };
  /** Relative standard error of the work per pod of a single trial. */
  readonly workError: number;
  /** Standard deviation of what others use in a trial, cores; absent = 0. */
  readonly othersError?: number;
  /** How much more the trials of this cluster differ from each other than trials usually do; absent = 1. */
  readonly noise?: number;
  readonly priors: readonly Prior[];
}

/** The names of all latencies, in the order of the path. */
export const latencyIds = [
  "clientStart",
  "clientPrepare",
  "clientNext",
  "jobCreate",
  "jobDelivery",
  "jobSync",
  "podCreate",
  "podDelivery",
  "bindingRequest",
  "binding",
  "nodeDelivery",
  "nodeReaction",
  "podStatus",
  "statusDelivery",
] as const satisfies readonly (keyof Latencies)[];

/** The names of the times of nodes with a kubelet. */
export const kubeletTimeIds = [
  "sync",
  "mount",
  "sandbox",
  "container",
] as const satisfies readonly (keyof KubeletTimes)[];

/**
 * Cores that the cluster's own background leaves for the deployment's work, whatever others do; a sliver is left in
 * any case, so that work ends.
 */
export function freeCores({ cores, background }: ServiceTimes): number {
  const busy = podPrograms.reduce((sum, program) => sum + background[program], 0);
  return Math.max(0.1 * cores, cores - busy);
}
