import type { Plan } from "../../experiments/index.ts";
import type { Cluster, Provisioner } from "../../provisioners/index.ts";
import type { Rule } from "../../rules/index.ts";
import { progressEvent, type Emit } from "../events.ts";
import { createRunFolder, type Result, type RunFolder } from "../store/index.ts";
import { CleanUpError } from "./clean-up-error.ts";
import { environmentOf } from "./environment.ts";
import { MachineError } from "./machine-error.ts";
import { measureAndTune, type Tuned } from "./measure-and-tune.ts";
import { failedResult } from "./result.ts";
import { openSession, type Session } from "./session.ts";
import { isTrialFailure } from "./trial-failure.ts";

export interface DiagnoseRequest {
  readonly plan: Plan;
  readonly provisioner: Provisioner;
  readonly rules: readonly Rule[];
  /** The folder that the run folder is made in. */
  readonly output: string;
  readonly binDir?: string;
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

/**
 * The whole of `columbo diagnose`: cluster up, warm-up, baseline, diagnosis, changes with their proof, cluster
 * down, result written. A trial that fails still gives a result, with the verdict "failed".
 * @throws MachineError, StoreError, CleanUpError, or what the provisioner throws; the cluster is gone by then, save
 * for a CleanUpError
 */
export async function diagnoseExperiment(request: DiagnoseRequest): Promise<DiagnosedRun> {
  const { plan, provisioner, startedAt } = request;
  const lacks = await provisioner.lacks(plan);
  if (lacks.length > 0) throw new MachineError(lacks);
  const folder = await createRunFolder(request.output, runName(plan, startedAt), plan);
  try {
    return await diagnoseInto(folder, request);
  } catch (error) {
    // What ended the run is told, not that an empty folder is left behind it.
    await folder.discardEmpty().catch(() => undefined);
    throw error;
  }
}

async function diagnoseInto(folder: RunFolder, request: DiagnoseRequest): Promise<DiagnosedRun> {
  const { plan, provisioner, rules, columbo, startedAt, emit, signal } = request;
  emit({
    type: "phase",
    text: `Cluster: ${plan.provider}, Kubernetes ${plan.kubernetes}, ${plan.nodes.length} workers`,
  });
  const cluster = await provisioner.up(plan, {
    report: (progress) => {
      emit(progressEvent(progress));
    },
    signal,
    ...(request.binDir === undefined ? {} : { binDir: request.binDir }),
  });
  const session = openSession(cluster, plan, folder, emit, signal);
  const { outcome, shown, failure } = await measured(session, folder, rules, startedAt).finally(() =>
    takeDown(cluster),
  );
  const result = { ...outcome, environment: environmentOf(columbo, startedAt, session.trialSeconds()) };
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

/** Measures and tunes; of a failure, the logs are kept before the cluster goes. */
async function measured(
  session: Session,
  folder: RunFolder,
  rules: readonly Rule[],
  startedAt: number,
): Promise<Tuned> {
  const { cluster, plan, emit, signal } = session;
  const tuned = await measureAndTune(session, rules, startedAt).catch((error: unknown): Tuned => {
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
