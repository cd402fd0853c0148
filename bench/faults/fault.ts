import type { Cluster } from "../../provisioners/index.ts";

/** What makes a fault, and what makes it go away again. */
export interface Injection {
  /** What of the cluster looks different to Columbo then, such as another way to the API server. */
  readonly cluster?: Partial<Cluster>;
  /** Called after components were restarted: what belongs to a process must be done to its successor. */
  readonly renew?: () => Promise<void>;
  /** Called before the cluster goes down, also after a failure. */
  readonly remove: () => Promise<void>;
}

/** One run of a fault. */
export interface FaultExperiment {
  /** Text of the .cfg file. */
  readonly cfg: string;
  /** Files beside it, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** What is done to the cluster after it came up; absent where the .cfg alone makes the fault. */
  readonly inject?: (cluster: Cluster) => Promise<Injection>;
  /**
   * The same experiment without the fault: what a perfect change could reach. Absent where no change is expected.
   */
  readonly healthy?: Pick<FaultExperiment, "cfg" | "files" | "inject">;
}

/** A number of the seed's choosing, so that no rule can be tuned to one number. */
export interface Draw {
  /** A whole number of this range, both ends included. */
  readonly whole: (low: number, high: number) => number;
  readonly oneOf: <T>(choices: readonly T[]) => T;
}

/** A cause that is made on purpose on a real local cluster, and what Columbo must say of it. Each is one file. */
export interface Fault {
  /** In small letters with hyphens; also the name of its file. */
  readonly name: string;
  /** How it is made, one phrase for the table. */
  readonly by: string;
  /** Causes that must come first, in this order: one, or two where two faults are made; `none` for a healthy cluster. */
  readonly causes: readonly string[];
  /** Red herrings that must not be among the findings. */
  readonly refused: readonly string[];
  /** Parameters of which at least one must be changed, or recommended where Columbo cannot change it; empty = none may be. */
  readonly changes: readonly string[];
  /** Facts that must be among the evidence, for example a webhook's name. */
  readonly evidence?: Readonly<Record<string, string | number>>;
  /** What the machine needs for it beside the local control plane. */
  readonly needs: readonly ("root" | "cgroup-cpu" | "cgroup-io" | "real-nodes" | "hollow-nodes")[];
  readonly experiment: (draw: Draw) => FaultExperiment;
}
