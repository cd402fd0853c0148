import type { Plan, PlannedWorkload } from "../../experiments/index.ts";
import type { Cluster } from "../../provisioners/index.ts";
import type { OwnFact } from "../../rules/index.ts";
import type { Emit } from "../events.ts";
import type { TraceReceiver } from "../observe/index.ts";
import type { RunFolder } from "../store/index.ts";
import { runTrial, type TrialRecord } from "../trial/index.ts";

/** Trials on one cluster, one after the other, each from the same state and each written to the run folder. */
export interface Session {
  readonly cluster: Pick<Cluster, "apply">;
  readonly plan: Plan;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** Runs one trial; `label` must be unique in the run and a valid label value. */
  trial(label: string, options?: TrialOptions): Promise<TrialRecord>;
  /** As many trials as the plan repeats, or fewer where those so far are enough, labelled `<prefix>-1` and so on. */
  repeat(prefix: string, options?: RepeatOptions): Promise<readonly TrialRecord[]>;
  /** Takes in a trial that was not run by the session. */
  keep(record: TrialRecord): Promise<void>;
  /** Seconds that all trials took so far, each from its client's start until its last container ran. */
  trialSeconds(): number;
}

export interface TrialOptions {
  /** Instead of the plan's workload. */
  readonly workload?: PlannedWorkload;
  readonly expectedSeconds?: number;
}

export interface RepeatOptions {
  readonly expectedSeconds?: number | undefined;
  /** Whether these trials say already what there is to say; absent = never. */
  readonly enough?: (trials: readonly TrialRecord[]) => boolean;
}

/** Far beyond any wait of the control plane between two pods: client back-off ends at 30 s, leases at 40 s. */
const patienceSeconds = 90;

/** What every session works with. */
export interface SessionParts<S extends Session> extends Pick<S, "cluster" | "plan" | "emit" | "signal"> {
  readonly folder: RunFolder;
  /** Runs one trial from a fresh state. */
  readonly run: (label: string, options: TrialOptions) => Promise<TrialRecord>;
}

/** A session of trials that `run` makes. */
export function sessionOf<S extends Session = Session>({
  folder,
  run,
  ...known
}: SessionParts<S>): Session & Pick<S, "cluster"> {
  let seconds = 0;
  const keep = async (record: TrialRecord): Promise<void> => {
    seconds += record.deploymentSeconds;
    await folder.writeTrial(record);
  };
  const trial = async (label: string, options: TrialOptions = {}): Promise<TrialRecord> => {
    const record = await run(label, options);
    await keep(record);
    return record;
  };
  const { plan } = known;
  return {
    ...known,
    trial,
    keep,
    async repeat(prefix, { expectedSeconds, enough = () => false } = {}) {
      const records: TrialRecord[] = [];
      for (let number = 1; number <= plan.tuning.repeats && !enough(records); number += 1) {
        records.push(
          await trial(`${prefix}-${number}`, expectedSeconds === undefined ? {} : { expectedSeconds }),
        );
      }
      return records;
    },
    trialSeconds: () => seconds,
  };
}

/** A session on a cluster that was made or reached. */
export interface ClusterSession extends Session {
  readonly cluster: Cluster;
}

/** What a session on a cluster works with. */
export interface ClusterParts extends Pick<ClusterSession, "cluster" | "plan" | "emit" | "signal"> {
  readonly folder: RunFolder;
  /** Where the components' spans arrive. */
  readonly traces?: TraceReceiver;
  /** Facts that the user described. */
  readonly facts?: readonly OwnFact[];
}

/** Begins a session on a cluster that is fresh from `up`. */
export function openSession({ traces, facts, ...parts }: ClusterParts): ClusterSession {
  const { cluster, plan, emit, signal } = parts;
  let used = false;
  return sessionOf<ClusterSession>({
    ...parts,
    async run(label, { workload = plan.workload, expectedSeconds }) {
      if (used) {
        emit({ type: "step", text: "removing the last trial's objects" });
        await cluster.reset();
      }
      used = true;
      emit({ type: "step", text: `running trial ${label}` });
      return runTrial({
        cluster,
        plan,
        label,
        workload,
        emit,
        signal,
        patienceSeconds,
        ...(expectedSeconds === undefined ? {} : { expectedSeconds }),
        ...(traces === undefined ? {} : { traces }),
        ...(facts === undefined ? {} : { facts }),
      });
    },
  });
}
