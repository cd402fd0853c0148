import type { Plan } from "../../experiments/index.ts";
import type { Provisioner } from "../../provisioners/index.ts";
import type { Rule } from "../../rules/index.ts";
import { progressEvent, type Emit } from "../events.ts";
import { createRunFolder, type Result, type ShownTrials } from "../store/index.ts";
import type { TrialRecord } from "../trial/index.ts";
import { budgetOf } from "./budget.ts";
import { environmentOf } from "./environment.ts";
import { MachineError } from "./machine-error.ts";
import { medianTrial } from "./phase.ts";
import { failedResult, resultOf } from "./result.ts";
import { openSession, type Session } from "./session.ts";
import { trialModel } from "./trial-model.ts";
import { tune } from "./tune.ts";

export interface DiagnoseRequest {
  readonly plan: Plan;
  readonly provisioner: Provisioner;
  readonly rules: readonly Rule[];
  /** The folder that the run folder is made in. */
  readonly output: string;
  readonly binDir?: string;
  /** Columbo's version. */
  readonly columbo: string;
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
 * @throws MachineError, StoreError, or what the provisioner throws; the cluster is gone by then.
 */
export async function diagnoseExperiment(request: DiagnoseRequest): Promise<DiagnosedRun> {
  const { plan, provisioner, emit, signal, columbo } = request;
  const startedAt = Date.now();
  const lacks = await provisioner.lacks(plan);
  if (lacks.length > 0) throw new MachineError(lacks);
  const folder = await createRunFolder(request.output, runName(plan, startedAt), plan);
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
  const environment = (): Result["environment"] => environmentOf(columbo, startedAt, session.trialSeconds());
  let outcome: { readonly result: Result; readonly shown: ShownTrials; readonly failure?: Error };
  try {
    outcome = await measureAndTune(session, request.rules, startedAt, environment);
  } catch (error) {
    if (!endsTrial(error) || signal.aborted) throw error;
    await folder.keepLogs(cluster.logs.map(({ path }) => path));
    outcome = { result: failedResult(plan, error.message, environment()), shown: {}, failure: error };
  } finally {
    await cluster.down();
  }
  await folder.writeResult(outcome.result, outcome.shown);
  return {
    folder: folder.path,
    result: outcome.result,
    ...(outcome.failure === undefined ? {} : { failure: outcome.failure }),
  };
}

/** A trial that failed, or a cluster that failed between two trials. */
function endsTrial(error: unknown): error is Error {
  return error instanceof Error && "exitCode" in error && error.exitCode === 4;
}

async function measureAndTune(
  session: Session,
  rules: readonly Rule[],
  startedAt: number,
  environment: () => Result["environment"],
): Promise<{ readonly result: Result; readonly shown: ShownTrials }> {
  const { plan, emit } = session;
  emit({ type: "phase", text: "Warm-up: what one pod, and a few, take on this cluster" });
  const warmup = await warmUp(session);
  emit({
    type: "phase",
    text: `Baseline: ${plan.workload.instances} containers, method ${plan.workload.method}, ${plan.tuning.repeats} trials`,
  });
  const baseline = { settings: plan.settings, trials: await session.repeat("baseline") };
  const model = trialModel(plan, warmup, baseline.trials);
  const tuning = await tune(session, rules, model, baseline, budgetOf(plan.tuning, startedAt));
  const result = resultOf(plan, model, baseline, tuning, environment());
  const shown = {
    before: medianTrial(baseline.trials).label,
    ...(tuning.final === baseline ? {} : { after: medianTrial(tuning.final.trials).label }),
  };
  return { result, shown };
}

/** A single pod, which also warms kubectl's cache of the API, and then a few: the model is calibrated on them. */
async function warmUp(
  session: Session,
): Promise<{ readonly single: TrialRecord; readonly ramp?: TrialRecord }> {
  const { workload, tuning } = session.plan;
  const few = (instances: number): Parameters<Session["trial"]>[1] => ({
    workload: { ...workload, method: "pod", instances },
  });
  const single = await session.trial("warm-up-single", few(1));
  const pods = Math.min(tuning.warmup, workload.instances);
  return pods < 2 ? { single } : { single, ramp: await session.trial("warm-up-ramp", few(pods)) };
}

/** Names sort by time; the experiment's name makes them readable. */
function runName(plan: Plan, startedAt: number): string {
  return `${new Date(startedAt).toISOString().slice(0, 19).replaceAll(":", "-")}-${plan.experiment}`;
}
