import type { Plan } from "../../experiments/index.ts";
import type { Cluster } from "../../provisioners/index.ts";
import { coresOfHost, onlyUnseen, type Observations } from "../observe/index.ts";
import { deploymentSecondsOf } from "../timeline/index.ts";
import { byComponent } from "./control-machine.ts";
import { incompleteOf } from "./incomplete.ts";
import type { ClientCall, TrialRecord } from "./record.ts";
import { stuckPods } from "./stuck-pods.ts";
import { timelineOf } from "./timeline-of.ts";
import { TrialError } from "./trial-error.ts";
import type { TrialRequest } from "./trial-request.ts";

/** What is known of a trial beside its observations. */
export interface TrialEnd {
  /** Names of the observers that watched. */
  readonly observers?: readonly string[];
  /**
   * When it was ended before all of its containers ran, milliseconds since the epoch, why, one clause, and how many there
   * were to be.
   */
  readonly ended?: { readonly at: number; readonly why: string; readonly of: number };
}

/**
 * Puts together what the observers found.
 * @param startedAt when the client started, milliseconds since the epoch
 * @throws TrialError when no container was seen running, unless the trial was ended before
 */
export function recordOf(
  {
    plan,
    label,
    cluster,
  }: Pick<TrialRequest, "plan" | "label"> & {
    readonly cluster: Pick<Cluster, "nodes" | "settings" | "closed">;
  },
  startedAt: number,
  calls: readonly ClientCall[],
  seen: readonly Observations[],
  { observers = [], ended }: TrialEnd = {},
): TrialRecord {
  const timeline = timelineOf(plan, cluster.nodes, startedAt, seen);
  const deploymentSeconds =
    ended === undefined ? deploymentSecondsOf(timeline) : (ended.at - startedAt) / 1000;
  const pods = seen.flatMap((part) => part.podStates ?? []);
  const warnings = seen.flatMap((part) => part.warnings ?? []);
  const metrics = seen.flatMap((part) => part.metrics ?? []);
  if (deploymentSeconds === undefined) throw new TrialError(`trial ${label}: no container was seen running`);
  return {
    schema: 1,
    plan: plan.hash,
    label,
    settings: cluster.settings(),
    cores: coresOfHost(),
    deploymentSeconds,
    ...(ended === undefined ? {} : { incomplete: incompleteOf({ timeline, pods, warnings, ...ended }) }),
    timeline,
    requests: seen.flatMap((part) => part.requests ?? []),
    waits: seen.flatMap((part) => part.waits ?? []),
    metrics,
    cpu: byComponent(
      seen.flatMap((part) => part.cpu ?? []),
      metrics,
    ),
    calls,
    warnings,
    ...filled("unseen", [
      ...onlyUnseen(seen).flatMap((part) => part.unseen ?? []),
      ...(cluster.closed ?? []),
    ]),
    ...filled("pods", pods),
    ...gathered(seen),
    ...first("objects", seen),
    ...first("roundTripSeconds", seen),
    ...filled("observers", observers),
  };
}

/** A failed trial says which pods hang in which step, in the cluster's own words. */
export function explained(error: TrialError, seen: readonly Observations[], plan: Plan): TrialError {
  const stuck = stuckPods(
    timelineOf(plan, plan.nodes, 0, seen),
    seen.flatMap((part) => part.warnings ?? []),
  );
  return stuck === undefined ? error : new TrialError(`${error.message}; ${stuck}`, { cause: error });
}

function filled<K extends string, T>(key: K, all: readonly T[]): Partial<Record<K, readonly T[]>> {
  return all.length === 0 ? {} : ({ [key]: all } as Record<K, readonly T[]>);
}

/** Kept as they are, where some observer shows any. */
const lists = [
  ...(["usage", "stepMeans", "pulls", "shims", "uses"] as const),
  ...(["ownershipChanges", "loads", "priorityLevels", "own"] as const),
];

function gathered(seen: readonly Observations[]): Pick<TrialRecord, (typeof lists)[number]> {
  return Object.fromEntries(
    lists.flatMap((key) => {
      const all = seen.flatMap((part): readonly unknown[] => part[key] ?? []);
      return all.length === 0 ? [] : [[key, all]];
    }),
  );
}

/** What only one observer shows. */
function first<K extends "objects" | "roundTripSeconds">(
  key: K,
  seen: readonly Observations[],
): Partial<Pick<Observations, K>> {
  const found = seen.find((part) => part[key] !== undefined)?.[key];
  return found === undefined ? {} : ({ [key]: found } as Partial<Pick<Observations, K>>);
}
