import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { manifestsOf } from "../../experiments/index.ts";
import type { Emit } from "../events.ts";
import { now, observers, type LiveCounts } from "../observe/index.ts";
import { explained, recordOf } from "./assemble.ts";
import { prepareClient } from "./client.ts";
import { watchForStall } from "./stall.ts";
import type { TrialRequest } from "./trial-request.ts";
import { TrialError } from "./trial-error.ts";
import type { TrialRecord } from "./record.ts";

const progressMs = 200;

/**
 * Runs the workload once on a cluster that has just been reset and gathers all that the observers saw.
 * @throws TrialError when the client fails, a component dies, a source breaks, or nothing moves any more
 */
export async function runTrial(request: TrialRequest): Promise<TrialRecord> {
  const { cluster, plan, label, workload, emit } = request;
  const counts: LiveCounts = { created: 0, bound: 0, running: 0 };
  const processes = new Set<number>();
  const ended = new AbortController();
  const allRunning = Promise.withResolvers<undefined>();
  // What else is waited for, an answer of a silent server most of all, may never come once the trial has failed.
  const failed = Promise.withResolvers<never>();
  // It may be rejected before anybody waits for it, which must not count as unhandled.
  failed.promise.catch(() => undefined);
  const stop = (why: string, cause?: Error): void => {
    failed.reject(new TrialError(`trial ${label} ${why}`, { cause }));
    ended.abort();
  };
  const watching = observers.map((observer) =>
    observer({
      cluster,
      trial: label,
      containers: workload.instances,
      counts,
      clients: processes,
      allRunning: () => {
        allRunning.resolve(undefined);
      },
      broken: (cause) => {
        stop(`could not be observed: ${cause.message}`, cause);
      },
    }),
  );
  const undo = [
    onAbort(request.signal, () => {
      stop("was interrupted");
    }),
    onAbort(cluster.failed, () => {
      stop("failed");
    }),
  ];
  const timers: NodeJS.Timeout[] = [];
  try {
    const calls = manifestsOf(workload, { prefix: label });
    // Waited for in any case: it writes into the cluster's folder, which is removed when the trial has failed.
    const submit = await prepareClient({
      kind: workload.client,
      cluster,
      trial: label,
      calls,
      signal: ended.signal,
      processes,
    }).catch(async (error: unknown) => {
      // What ended the trial says more than the client's own "aborted".
      if (ended.signal.aborted) await failed.promise;
      throw error;
    });
    await Promise.race([Promise.all(watching.map((observer) => observer.begin())), failed.promise]);
    const startedAt = now();
    timers.push(
      setInterval(() => {
        emit(progress(request, counts, startedAt));
      }, progressMs),
      watchForStall(counts, request.patienceSeconds, () => {
        stop(`made no progress for ${request.patienceSeconds} s`);
      }),
    );
    const submitted = submit();
    submitted.catch((error: unknown) => {
      // Does nothing when the trial has failed already: a client that fails then is a consequence.
      failed.reject(error);
      ended.abort();
    });
    const [done] = await Promise.race([Promise.all([submitted, allRunning.promise]), failed.promise]);
    timers.forEach(clearInterval);
    const seen = await Promise.all(watching.map((observer) => observer.end()));
    const record = recordOf(request, startedAt, done, seen);
    emit({ type: "trial-done", label, deploymentSeconds: record.deploymentSeconds });
    return record;
  } catch (failure) {
    const error = await rootOf(failure, request);
    const seen = await Promise.allSettled(watching.map((observer) => observer.end()));
    const found = seen.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    throw explained(error, found, plan);
  } finally {
    timers.forEach(clearInterval);
    for (const remove of undo) remove();
  }
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

/** How long after the first broken connection the end of the process behind it is known. */
const deathKnownMs = 1000;

/**
 * Why a trial really failed. When a component dies, connections break first, in any order; its death is the reason
 * and the rest are consequences.
 */
async function rootOf(failure: unknown, { cluster, label, signal }: TrialRequest): Promise<TrialError> {
  if (!signal.aborted && !cluster.failed.aborted) {
    const known = new AbortController();
    const options = { signal: known.signal };
    await Promise.race([once(cluster.failed, "abort", options), sleep(deathKnownMs, undefined, options)]);
    known.abort();
  }
  if (cluster.failed.aborted)
    return new TrialError(`trial ${label} failed: ${reasonOf(cluster.failed)}`, { cause: failure });
  if (failure instanceof TrialError) return failure;
  const why = failure instanceof Error ? failure.message : String(failure);
  return new TrialError(`trial ${label} failed: ${why}`, { cause: failure });
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
