import type { Plan, PlannedWorkload } from "../../experiments/index.ts";
import type { Cluster } from "../../provisioners/index.ts";
import type { OwnFact } from "../../rules/index.ts";
import type { Emit } from "../events.ts";
import type { TraceReceiver } from "../observe/index.ts";
import type { Clocks } from "./clock-watch.ts";

/** One trial that is to be run. */
export interface TrialRequest {
  readonly cluster: Cluster;
  readonly plan: Plan;
  /** Unique in the run; also the value of the label `columbo/trial`. */
  readonly label: string;
  readonly workload: PlannedWorkload;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** The trial is given up when nothing has moved for this many seconds. */
  readonly patienceSeconds: number;
  readonly expectedSeconds?: number;
  /** Where the components' spans arrive; absent when they are not traced. */
  readonly traces?: TraceReceiver;
  /** Facts that the user described. */
  readonly facts?: readonly OwnFact[];
  /** Absent = the machine's own. */
  readonly clocks?: Clocks;
}
