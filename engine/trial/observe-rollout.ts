import { setTimeout as sleep } from "node:timers/promises";
import type { Plan } from "../../experiments/index.ts";
import type { Cluster } from "../../provisioners/index.ts";
import type { Emit } from "../events.ts";
import {
  now,
  observersFor,
  quietSeconds,
  watchRollout,
  type LiveCounts,
  type Rollout,
} from "../observe/index.ts";
import { recordOf } from "./assemble.ts";
import { observeWith } from "./observing.ts";
import type { TrialRecord } from "./record.ts";
import { TrialError } from "./trial-error.ts";

export interface RolloutRequest {
  readonly cluster: Cluster;
  readonly plan: Plan;
  readonly label: string;
  /** Labels that the pods carry, as `kubectl get --selector` takes them. */
  readonly selector: string;
  /** It ends when so many pods run; absent = when all run and none has come or gone for `quiet`. */
  readonly pods?: number;
  /** Seconds. */
  readonly quiet: number;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** Aborted when the user has seen enough: what was seen until then counts. */
  readonly enough: AbortSignal;
}

const lookMs = 100;
const progressMs = 500;

/**
 * Watches pods that somebody else makes, from the first new one that is seen until they run. The clock starts with
 * the first pod: of what was before it nothing is known.
 * @throws TrialError when the watch breaks, or when no pod ran before the user had enough
 */
export async function observeRollout(request: RolloutRequest): Promise<TrialRecord> {
  const { cluster, plan, label, selector, emit, signal, enough } = request;
  const counts: LiveCounts = { created: 0, bound: 0, running: 0 };
  const rollout = watchRollout(selector);
  let fault: Error | undefined;
  const observing = observeWith(
    { pods: rollout.observe, others: observersFor(cluster, plan).others },
    {
      cluster,
      trial: label,
      isRollout: true,
      containers: request.pods ?? 0,
      counts,
      clients: new Set(),
      allRunning: () => undefined,
      broken: (cause) => {
        fault ??= cause;
      },
      cannotRun: () => undefined,
    },
  );
  try {
    await observing.begin();
    emit({
      type: "note",
      text: `watching for new pods with ${selector} in namespace ${cluster.namespace}: roll out now`,
    });
    let saidAt = 0;
    for (;;) {
      signal.throwIfAborted();
      if (fault !== undefined) throw new TrialError(`the rollout could not be observed: ${fault.message}`);
      const state = rollout.state();
      if (enough.aborted || isOver(state, request)) break;
      if (state.firstAt !== undefined && now() - saidAt > progressMs) {
        saidAt = now();
        emit({
          type: "trial",
          label,
          containers: Math.max(request.pods ?? 0, counts.created),
          counts: { ...counts },
          elapsedSeconds: (now() - state.firstAt) / 1000,
        });
      }
      await sleep(lookMs);
    }
  } catch (error) {
    await observing.giveUp();
    throw error;
  }
  const { firstAt, running } = rollout.state();
  const seen = await observing.end();
  if (firstAt === undefined || running === 0)
    throw new TrialError(`no new pod with ${selector} was seen running in namespace ${cluster.namespace}`);
  const record = recordOf({ cluster, plan, label }, firstAt, [], seen, { observers: observing.names });
  emit({ type: "trial-done", label, deploymentSeconds: record.deploymentSeconds });
  return record;
}

function isOver(state: Rollout, { pods, quiet }: RolloutRequest): boolean {
  if (pods !== undefined) return state.running >= pods;
  return state.pods > 0 && state.running === state.pods && quietSeconds(state) >= quiet;
}
