import type { Plan } from "../../experiments/index.ts";
import { counted } from "../counted.ts";
import type { Cluster, Provisioner } from "../../provisioners/index.ts";
import { progressEvent, type Emit } from "../events.ts";
import { startTraceReceiver, type TraceReceiver } from "../observe/index.ts";
import { createRunFolder, type Result, type RunFolder } from "../store/index.ts";
import { CleanUpError } from "./clean-up-error.ts";
import { environmentOf } from "./environment.ts";
import { MachineError } from "./machine-error.ts";
import type { Tuned } from "./measure-and-tune.ts";
import { clusterNotes, planOn } from "./plan-on.ts";
import { failedResult } from "./result.ts";
import { openSession, type Session } from "./session.ts";
import { isTrialFailure } from "./trial-failure.ts";

/** What every command on a cluster gets. */
export interface ClusterRequest {
  readonly plan: Plan;
  readonly provisioner: Provisioner;
  /** The folder that the run folder is made in. */
  readonly output: string;
  readonly binDir?: string;
  /** Nothing will be deployed. */
  readonly watchOnly?: true;
  /** Columbo's version. */
  readonly columbo: string;
  /** When the command began, milliseconds since the epoch. */
  readonly startedAt: number;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

export interface DiagnosedRun {
  readonly folder: string;
  readonly result: Result;
  /** Why the run failed; its result says so too. */
  readonly failure?: Error;
}

/** What a command does once its cluster is there. */
export type Measure = (session: Session, folder: RunFolder) => Promise<Tuned>;

/**
 * A command around its cluster: run folder, cluster up, whatever `measure` does, cluster down, result written. A trial
 * that fails still gives a result, with the verdict "failed".
 * @throws MachineError, StoreError, CleanUpError, or what the provisioner or `measure` throws; the cluster is gone by
 * then, save for a CleanUpError
 */
export async function onCluster(request: ClusterRequest, measure: Measure): Promise<DiagnosedRun> {
  const { plan, provisioner, startedAt } = request;
  const lacks = await provisioner.lacks(plan);
  if (lacks.length > 0) throw new MachineError(lacks);
  const folder = await createRunFolder(request.output, runName(plan, startedAt), plan);
  // Nothing of a cluster that is there already sends its spans here.
  const isTraced = plan.observe === "all" && plan.provider === "local";
  const traces = isTraced ? await startTraceReceiver() : undefined;
  try {
    return await measureInto(folder, request, traces, measure);
  } catch (error) {
    // What ended the run is told, not that an empty folder is left behind it.
    await folder.discardEmpty().catch(() => undefined);
    throw error;
  } finally {
    await traces?.stop();
  }
}

async function measureInto(
  folder: RunFolder,
  request: ClusterRequest,
  traces: TraceReceiver | undefined,
  measure: Measure,
): Promise<DiagnosedRun> {
  const { plan, columbo, startedAt, emit, signal } = request;
  emit({ type: "phase", text: clusterPhrase(plan) });
  const cluster = await request.provisioner.up(plan, {
    report: (progress) => {
      emit(progressEvent(progress));
    },
    signal,
    ...(request.binDir === undefined ? {} : { binDir: request.binDir }),
    ...(request.watchOnly === true ? { watchOnly: true } : {}),
    ...(traces === undefined ? {} : { tracing: { endpoint: traces.endpoint } }),
  });
  const known = planOn(plan, cluster);
  const session = openSession({ cluster, plan: known, folder, emit, signal, ...(traces && { traces }) });
  const { outcome, shown, failure } = await measured(session, folder, measure).finally(() =>
    takeDown(cluster),
  );
  const notes = [...(outcome.notes ?? []), ...clusterNotes(plan, cluster)];
  const result: Result = {
    ...outcome,
    ...(cluster.fingerprint === undefined ? {} : { cluster: cluster.fingerprint }),
    ...(notes.length === 0 ? {} : { notes }),
    environment: environmentOf(columbo, startedAt, session.trialSeconds()),
  };
  try {
    await folder.writeResult(result, shown);
  } catch (error) {
    if (failure === undefined) throw error;
    // Why the trial failed matters more than that the full disk, which may be why, has no room for saying so.
    emit({ type: "note", text: messageOf(error) });
    throw failure;
  }
  return { folder: folder.path, result, ...(failure === undefined ? {} : { failure }) };
}

function clusterPhrase({ provider, kubernetes, nodes }: Plan): string {
  if (provider === "existing") return "Cluster: one that is there already";
  return `Cluster: ${provider}, Kubernetes ${kubernetes}, ${counted(nodes.length, "worker")}`;
}

/** Measures; of a failure, the logs are kept before the cluster goes. */
async function measured(session: Session, folder: RunFolder, measure: Measure): Promise<Tuned> {
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

async function begin(session: Session, folder: RunFolder, measure: Measure): Promise<Tuned> {
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

/** Names sort by time; the experiment's name makes them readable. */
function runName(plan: Plan, startedAt: number): string {
  return `${new Date(startedAt).toISOString().slice(0, 19).replaceAll(":", "-")}-${plan.experiment}`;
}
