import { manifestsOf, type Plan, type PlannedWorkload } from "../../experiments/index.ts";
import type { Cluster } from "../../provisioners/index.ts";
import type { Emit } from "../events.ts";
import { coresOfHost, now, observers, type LiveCounts, type Observations } from "../observe/index.ts";
import { buildTimeline, deploymentSecondsOf } from "../timeline/index.ts";
import { prepareClient } from "./client.ts";
import { stuckPods } from "./stuck-pods.ts";
import { TrialError } from "./trial-error.ts";
import type { ClientCall, TrialRecord } from "./record.ts";

export interface TrialRequest {
  readonly cluster: Cluster;
  readonly plan: Plan;
  /** Unique in the run; also the value of the label `columbo/trial`. */
  readonly label: string;
  readonly workload: PlannedWorkload;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** After this many seconds the trial is given up. */
  readonly deadlineSeconds: number;
  readonly expectedSeconds?: number;
}

const progressMs = 200;

/**
 * Runs the workload once on a cluster that has just been reset and gathers all that the observers saw.
 * @throws TrialError when the client fails, a component dies, a source breaks, or pods hang until the deadline.
 */
export async function runTrial(request: TrialRequest): Promise<TrialRecord> {
  const { cluster, plan, label, workload, emit } = request;
  const calls = manifestsOf(workload, { prefix: label });
  const counts: LiveCounts = { created: 0, bound: 0, running: 0 };
  const ended = new AbortController();
  const finished = Promise.withResolvers<undefined>();
  // Not awaited before the client has been started: a failure until then must not count as unhandled.
  finished.promise.catch(() => undefined);
  const stop = (why: Error): void => {
    finished.reject(why);
    ended.abort();
  };
  const undo = [
    onAbort(request.signal, () => {
      stop(new TrialError(`trial ${label} was interrupted`));
    }),
    onAbort(cluster.failed, () => {
      stop(new TrialError(`trial ${label} failed: ${reasonOf(cluster.failed)}`));
    }),
  ];
  const watching = observers.map((observer) =>
    observer({
      cluster,
      trial: label,
      containers: workload.instances,
      counts,
      allRunning: () => {
        finished.resolve(undefined);
      },
      broken: (why) => {
        stop(new TrialError(`trial ${label} could not be observed: ${why.message}`, { cause: why }));
      },
    }),
  );
  const submit = await prepareClient(workload.client, cluster, label, calls, ended.signal);
  let startedAt = Number.NaN;
  let timers: readonly NodeJS.Timeout[] = [];
  try {
    for (const observer of watching) await observer.begin();
    startedAt = now();
    timers = [
      setInterval(() => {
        emit(progress(request, counts, startedAt));
      }, progressMs),
      setTimeout(() => {
        stop(new TrialError(`trial ${label}: not all containers ran within ${request.deadlineSeconds} s`));
      }, request.deadlineSeconds * 1000),
    ];
    const [submitted] = await Promise.all([submit().catch(rethrow(stop)), finished.promise]);
    timers.forEach(clearTimeout);
    const seen = await Promise.all(watching.map((observer) => observer.end()));
    const record = recordOf(request, startedAt, submitted, seen);
    emit({ type: "trial-done", label, deploymentSeconds: record.deploymentSeconds });
    return record;
  } catch (error) {
    const seen = await Promise.allSettled(watching.map((observer) => observer.end()));
    const found = seen.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    throw explained(error, label, found, plan);
  } finally {
    timers.forEach(clearTimeout);
    for (const remove of undo) remove();
  }
}

function recordOf(
  { plan, label, cluster }: TrialRequest,
  startedAt: number,
  calls: readonly ClientCall[],
  seen: readonly Observations[],
): TrialRecord {
  const stamps = seen.flatMap((part) => part.stamps ?? []);
  const pods = seen.flatMap((part) => part.pods ?? []);
  const timeline = buildTimeline(startedAt, stamps, pods, modelledNodes(plan));
  const deploymentSeconds = deploymentSecondsOf(timeline);
  if (deploymentSeconds === undefined) throw new TrialError(`trial ${label}: no container was seen running`);
  return {
    schema: 1,
    plan: plan.hash,
    label,
    settings: cluster.settings(),
    cores: coresOfHost(),
    deploymentSeconds,
    timeline,
    requests: seen.flatMap((part) => part.requests ?? []),
    waits: seen.flatMap((part) => part.waits ?? []),
    metrics: seen.flatMap((part) => part.metrics ?? []),
    cpu: seen.flatMap((part) => part.cpu ?? []),
    calls,
    warnings: seen.flatMap((part) => part.warnings ?? []),
  };
}

function modelledNodes(plan: Plan): boolean {
  return plan.nodes.every((node) => node.kind === "kwok");
}

function progress(request: TrialRequest, counts: LiveCounts, startedAt: number): Parameters<Emit>[0] {
  const { label, workload, expectedSeconds } = request;
  return {
    type: "trial",
    label,
    containers: workload.instances,
    counts: { ...counts },
    elapsedSeconds: (now() - startedAt) / 1000,
    ...(expectedSeconds === undefined ? {} : { expectedSeconds }),
  };
}

/** A deadline says which pods hang in which step, in the cluster's own words. */
function explained(error: unknown, label: string, seen: readonly Observations[], plan: Plan): unknown {
  if (!(error instanceof TrialError)) return error;
  const timeline = buildTimeline(
    0,
    seen.flatMap((part) => part.stamps ?? []),
    seen.flatMap((part) => part.pods ?? []),
    modelledNodes(plan),
  );
  const stuck = stuckPods(
    timeline,
    seen.flatMap((part) => part.warnings ?? []),
  );
  return stuck === undefined ? error : new TrialError(`${error.message}; ${stuck}`, { cause: label });
}

function rethrow(stop: (why: Error) => void) {
  return (error: unknown): never => {
    const why = error instanceof Error ? error : new Error(String(error));
    stop(why);
    throw why;
  };
}

function onAbort(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) act();
  signal.addEventListener("abort", act, { once: true });
  return () => {
    signal.removeEventListener("abort", act);
  };
}

function reasonOf(signal: AbortSignal): string {
  return signal.reason instanceof Error ? signal.reason.message : String(signal.reason);
}
