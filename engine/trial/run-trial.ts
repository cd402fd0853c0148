import { manifestsOf } from "../../experiments/index.ts";
import type { Emit } from "../events.ts";
import { now, observersFor, type LiveCounts } from "../observe/index.ts";
import { explained, recordOf } from "./assemble.ts";
import { prepareClient } from "./client.ts";
import { machineClocks, watchClock } from "./clock-watch.ts";
import { rootOf } from "./failure.ts";
import { observeWith } from "./observing.ts";
import { patienceOf, watchForStall } from "./stall.ts";
import type { TrialRequest } from "./trial-request.ts";
import { TrialError } from "./trial-error.ts";
import type { TrialRecord } from "./record.ts";

const progressMs = 200;

/**
 * Runs the workload once on a cluster that has just been reset and gathers all that the observers saw. A trial some of
 * whose pods fail, or whose pods do not move any more, ends with an incomplete record.
 * @throws TrialError when the client fails or never ends, a component dies, or a source breaks
 */
export async function runTrial(request: TrialRequest): Promise<TrialRecord> {
  const { cluster, plan, label, workload, emit } = request;
  const counts: LiveCounts = { created: 0, bound: 0, running: 0 };
  const processes = new Set<number>();
  const ended = new AbortController();
  const allRunning = Promise.withResolvers<undefined>();
  /** Resolved with the reason when not all containers are going to run. */
  const givenUp = Promise.withResolvers<string>();
  // What else is waited for, an answer of a silent server most of all, may never come once the trial has failed.
  const failed = Promise.withResolvers<never>();
  // It may be rejected before anybody waits for it, which must not count as unhandled.
  failed.promise.catch(() => undefined);
  const stop = (why: string, cause?: Error): void => {
    failed.reject(new TrialError(`trial ${label} ${why}`, { cause }));
    ended.abort();
  };
  const observing = observeWith(observersFor(cluster, plan, request.facts), {
    cluster,
    trial: label,
    containers: workload.instances,
    counts,
    clients: processes,
    ...(request.traces === undefined ? {} : { traces: request.traces }),
    allRunning: () => {
      allRunning.resolve(undefined);
    },
    broken: (cause) => {
      stop(`could not be observed: ${cause.message}`, cause);
    },
    cannotRun: (why) => {
      givenUp.resolve(why);
    },
  });
  const clock = watchClock(request.clocks ?? machineClocks, (seconds) => {
    const by = `${seconds < 0 ? "back" : "forward"} by ${Math.abs(seconds).toFixed(2)} s`;
    stop(`cannot be measured: the machine's clock was set ${by} meanwhile; keep it still and measure again`);
  });
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
    const calls = manifestsOf(workload, {
      prefix: label,
      settings: cluster.settings(),
      ...(cluster.images === undefined ? {} : { images: cluster.images }),
    });
    // Waited for in any case: it writes into the cluster's folder, which is removed when the trial has failed.
    const submit = await prepareClient({
      kind: workload.client,
      cluster,
      trial: label,
      calls,
      signal: ended.signal,
      observe: plan.observe !== "clock",
      processes,
    }).catch(async (error: unknown) => {
      // What ended the trial says more than the client's own "aborted".
      if (ended.signal.aborted) await failed.promise;
      throw error;
    });
    await Promise.race([observing.begin(), failed.promise]);
    const startedAt = now();
    timers.push(
      setInterval(() => {
        emit(progress(request, counts, startedAt));
      }, progressMs),
      watchForStall(counts, patienceOf(request), (seconds) => {
        const why = `made no progress for ${seconds} s`;
        if (isSubmitted) givenUp.resolve(`the trial ${why}`);
        else stop(why);
      }),
    );
    let isSubmitted = false;
    const submitted = submit().then((done) => {
      isSubmitted = true;
      return done;
    });
    submitted.catch((error: unknown) => {
      // Does nothing when the trial has failed already: a client that fails then is a consequence.
      failed.reject(error);
      ended.abort();
    });
    const complete = Promise.all([submitted, allRunning.promise]).then(() => observing.settled());
    // What is rejected here has been told to `failed`, or is no longer waited for.
    complete.catch(() => undefined);
    const why = await Promise.race([complete.then(() => undefined), givenUp.promise, failed.promise]);
    const done = await Promise.race([submitted, failed.promise]);
    const endedAt = now();
    timers.forEach(clearInterval);
    clock.check();
    // Throws if there was a step, which was told to `failed` just now.
    await Promise.race([failed.promise, Promise.resolve()]);
    const seen = await observing.end();
    const record = recordOf(request, startedAt, done.calls, [done.observed, ...seen], {
      observers: observing.names,
      ...(why === undefined ? {} : { ended: { at: endedAt, why, of: workload.instances } }),
    });
    emit({ type: "trial-done", label, deploymentSeconds: record.deploymentSeconds });
    return record;
  } catch (failure) {
    const error = await rootOf(failure, request);
    const found = await observing.giveUp();
    throw explained(error, found, plan);
  } finally {
    clock.stop();
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

function onAbort(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) act();
  signal.addEventListener("abort", act, { once: true });
  return () => {
    signal.removeEventListener("abort", act);
  };
}
