import { hasReadinessProbe, type Plan } from "../../experiments/index.ts";
import type { Cluster, ClusterNode } from "../../provisioners/index.ts";
import { coresOfHost, onlyUnseen, type Observations } from "../observe/index.ts";
import {
  buildTimeline,
  deploymentSecondsOf,
  withUpperBounds,
  type ClockOffset,
  type SeenTrial,
  type Timeline,
} from "../timeline/index.ts";
import type { ClientCall, TrialRecord } from "./record.ts";
import { stuckPods } from "./stuck-pods.ts";
import { TrialError } from "./trial-error.ts";
import type { TrialRequest } from "./trial-request.ts";

/**
 * Puts together what the observers found.
 * @param startedAt when the client started, milliseconds since the epoch
 * @param observers names of those that watched
 * @throws TrialError when no container was seen running
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
  observers: readonly string[] = [],
): TrialRecord {
  const timeline = timelineOf(plan, cluster.nodes, startedAt, seen);
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
    ...filled(
      "usage",
      seen.flatMap((part) => part.usage ?? []),
    ),
    ...filled("unseen", [
      ...onlyUnseen(seen).flatMap((part) => part.unseen ?? []),
      ...(cluster.closed ?? []),
    ]),
    ...filled(
      "stepMeans",
      seen.flatMap((part) => part.stepMeans ?? []),
    ),
    ...filled(
      "pods",
      seen.flatMap((part) => part.podStates ?? []),
    ),
    ...filled(
      "pulls",
      seen.flatMap((part) => part.pulls ?? []),
    ),
    ...filled(
      "uses",
      seen.flatMap((part) => part.uses ?? []),
    ),
    ...filled(
      "ownershipChanges",
      seen.flatMap((part) => part.ownershipChanges ?? []),
    ),
    ...filled(
      "loads",
      seen.flatMap((part) => part.loads ?? []),
    ),
    ...first("objects", seen),
    ...first("roundTripSeconds", seen),
    ...filled(
      "own",
      seen.flatMap((part) => part.own ?? []),
    ),
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

function timelineOf(
  plan: Plan,
  nodes: readonly Pick<ClusterNode, "name" | "kind">[],
  startedAt: number,
  seen: readonly Observations[],
): Timeline {
  const trial: SeenTrial = {
    startedAt,
    stamps: seen.flatMap((part) => part.stamps ?? []),
    pods: seen.flatMap((part) => part.pods ?? []),
    syncs: seen.flatMap((part) => part.syncs ?? []),
    kinds: new Map(nodes.map(({ name, kind }) => [name, kind])),
    podStart: plan.podStart,
    level: plan.observe ?? "default",
    ...(plan.provider === "simulated" ? { simulated: true } : {}),
    ...(hasReadinessProbe(plan.workload) ? { probed: true } : {}),
  };
  const found = withUpperBounds(
    seen.flatMap((part) => part.clocks ?? []),
    trial,
  );
  const clocks = plan.provider === "existing" ? found : [plan.provider === "local" ? sameMachine : sameClock];
  return { ...buildTimeline(trial), ...filled("clocks", clocks) };
}

/** All programs of a local cluster read the clock that Columbo reads. */
const sameMachine: ClockOffset = { host: "this machine", low: 0, high: 0, source: "same machine" };

/** Whatever is simulated reads the clock of the simulation. */
const sameClock: ClockOffset = {
  host: "all machines",
  low: 0,
  high: 0,
  source: "the simulation has one clock",
};

function filled<K extends string, T>(key: K, all: readonly T[]): Partial<Record<K, readonly T[]>> {
  return all.length === 0 ? {} : ({ [key]: all } as Record<K, readonly T[]>);
}

/** What only one observer shows. */
function first<K extends "objects" | "roundTripSeconds">(
  key: K,
  seen: readonly Observations[],
): Partial<Pick<Observations, K>> {
  const found = seen.find((part) => part[key] !== undefined)?.[key];
  return found === undefined ? {} : ({ [key]: found } as Partial<Pick<Observations, K>>);
}
