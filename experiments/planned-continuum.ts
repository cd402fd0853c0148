import type { Tier } from "./options/known.ts";

/** The virtual machines of one tier. */
export interface PlannedTier {
  readonly tier: Tier;
  readonly machines: number;
  /** vCPUs of one machine. */
  readonly cores: number;
  readonly memoryGiB: number;
  /** Share of a core that each vCPU gets at most. */
  readonly quota: number;
  /** MB/s (10^6 bytes); absent = no limit. */
  readonly readMBps?: number;
  readonly writeMBps?: number;
}

/** What the network between two tiers is to be like, in each direction. */
export interface PlannedLink {
  readonly between: readonly [Tier, Tier];
  /** Mean delay one way, ms. */
  readonly delayMs: number;
  /** Standard deviation of the delay, ms. */
  readonly jitterMs: number;
  readonly rateMbit: number;
}

/** How far a command goes: the machines alone, with Kubernetes on them, or with a workload as well. */
export type Phase = "infrastructure" | "software" | "benchmark";

/** Virtual machines and the network between them, from `[infrastructure]`, `[qemu]` and `[kubernetes] installer`. */
export interface PlannedContinuum {
  /** Those that have machines, in the order cloud, edge, endpoint. */
  readonly tiers: readonly PlannedTier[];
  /** Whether the first cloud machine is the control node. */
  readonly control: boolean;
  /** Empty without network emulation. */
  readonly links: readonly PlannedLink[];
  readonly until: Phase;
  /** Measure the network between every two machines. */
  readonly netperf: boolean;
  /** Each vCPU on a core of its own. */
  readonly pin: boolean;
  /** More hosts than this machine, user@address. */
  readonly hosts: readonly string[];
  /** Where every host keeps its files: a folder `.columbo` below it. */
  readonly basePath: string;
  /** First half and third part of the machines' addresses, for example "192.168" and 100. */
  readonly prefix: string;
  readonly middle: number;
  /** Leave nothing behind at the end. */
  readonly delete: boolean;
  readonly acceleration: "auto" | "kvm" | "tcg";
  readonly installer: "services" | "kubeadm";
  /** A disk image of the user's own, absolute; absent = one that is built here. */
  readonly image?: string;
  /** The bridge that machines of several hosts share; absent = one of the run's own. */
  readonly bridge?: string;
  /** A playbook of the user's own that is played once the software is there, absolute. */
  readonly playbook?: string;
}
