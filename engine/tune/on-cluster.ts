import type { Plan } from "../../experiments/index.ts";
import { counted } from "../counted.ts";
import type { Cluster, Provisioner } from "../../provisioners/index.ts";
import type { OwnFact } from "../../rules/index.ts";
import { progressEvent } from "../events.ts";
import { startTraceReceiver, type TraceReceiver } from "../observe/index.ts";
import type { Machines, RunFolder } from "../store/index.ts";
import { CleanUpError } from "./clean-up-error.ts";
import { MachineError } from "./machine-error.ts";
import type { Tuned } from "./measure-and-tune.ts";
import { withOwn, withoutOwn } from "./own-settings.ts";
import { clusterNotes, planOn } from "./plan-on.ts";
import { failedResult } from "./result.ts";
import { finishRun, inRunFolder, type DiagnosedRun, type RunRequest } from "./run.ts";
import { openSession, type ClusterSession } from "./session.ts";
import { isTrialFailure } from "./trial-failure.ts";

/** What every command on a cluster gets. */
export interface ClusterRequest extends RunRequest {
  readonly provisioner: Provisioner;
  readonly binDir?: string;
  /** Facts that the user described. */
  readonly facts?: readonly OwnFact[];
  /** Nothing will be deployed. */
  readonly watchOnly?: true;
}

/** What a command does once its cluster is there. */
export type Measure = (session: ClusterSession, folder: RunFolder) => Promise<Tuned>;

/**
 * A command around its cluster: run folder, cluster up, whatever `measure` does, cluster down, result written. A trial
 * that fails still gives a result, with the verdict "failed".
 * @throws MachineError, StoreError, CleanUpError, or what the provisioner or `measure` throws; the cluster is gone by
 * then, save for a CleanUpError
 */
export async function onCluster(request: ClusterRequest, measure: Measure): Promise<DiagnosedRun> {
  const { plan, provisioner } = request;
  const lacks = await provisioner.lacks(plan);
  if (lacks.length > 0) throw new MachineError(lacks);
  return inRunFolder(request, async (folder) => {
    // Nothing of a cluster that is there already sends its spans here.
    const isTraced = plan.observe === "all" && plan.provider === "local";
    const traces = isTraced ? await startTraceReceiver() : undefined;
    try {
      return await measureInto(folder, request, traces, measure);
    } finally {
      await traces?.stop();
    }
  });
}

async function measureInto(
  folder: RunFolder,
  request: ClusterRequest,
  traces: TraceReceiver | undefined,
  measure: Measure,
): Promise<DiagnosedRun> {
  const { plan, emit, signal } = request;
  emit({ type: "phase", text: clusterPhrase(plan) });
  const found = await request.provisioner.up(withoutOwn(plan), {
    report: (progress) => {
      emit(progressEvent(progress));
    },
    signal,
    ...(request.binDir === undefined ? {} : { binDir: request.binDir }),
    ...(request.watchOnly === true ? { watchOnly: true } : {}),
    ...(traces === undefined ? {} : { tracing: { endpoint: traces.endpoint } }),
  });
  const cluster = withOwn(found, plan);
  const known = planOn(plan, cluster);
  const session = openSession({
    ...{ cluster, plan: known, folder, emit, signal },
    ...(traces && { traces }),
    ...(request.facts && { facts: request.facts }),
  });
  const tuned = await measured(session, folder, measure).finally(() => takeDown(cluster));
  return finishRun(request, folder, tuned, {
    notes: clusterNotes(plan, cluster),
    trialSeconds: session.trialSeconds(),
    ...(cluster.fingerprint === undefined ? {} : { cluster: cluster.fingerprint }),
    ...(cluster.machines === undefined ? {} : { machines: structuredClone(cluster.machines) as Machines }),
  });
}

function clusterPhrase({ provider, kubernetes, nodes }: Plan): string {
  if (provider === "existing") return "Cluster: one that is there already";
  return `Cluster: ${provider}, Kubernetes ${kubernetes}, ${counted(nodes.length, "worker")}`;
}

/** Measures; of a failure, the logs are kept before the cluster goes. */
async function measured(session: ClusterSession, folder: RunFolder, measure: Measure): Promise<Tuned> {
  const { cluster, plan, emit, signal } = session;
  const tuned = await begin(session, folder, measure).catch((error: unknown): Tuned => {
    // After an interrupt every error is its consequence.
    signal.throwIfAborted();
    if (!isTrialFailure(error, signal)) throw error;
    return { outcome: failedResult(plan, error.message), shown: {}, failure: error };
  });
  if (tuned.failure !== undefined) {
    const paths = cluster.allLogs ?? cluster.logs.map(({ path }) => path);
    await folder.keepLogs(paths).catch((error: unknown) => {
      emit({ type: "note", text: messageOf(error) });
    });
  }
  return tuned;
}

async function begin(session: ClusterSession, folder: RunFolder, measure: Measure): Promise<Tuned> {
  if (session.plan.provider === "existing") await folder.replan(session.plan);
  return measure(session, folder);
}

async function takeDown(cluster: Cluster): Promise<void> {
  try {
    await cluster.down();
  } catch (error) {
    throw new CleanUpError(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
