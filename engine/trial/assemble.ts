import type { Plan } from "../../experiments/index.ts";
import { coresOfHost, type Observations } from "../observe/index.ts";
import { buildTimeline, deploymentSecondsOf, type Timeline } from "../timeline/index.ts";
import type { TrialRequest } from "./trial-request.ts";
import { stuckPods } from "./stuck-pods.ts";
import { TrialError } from "./trial-error.ts";
import type { ClientCall, TrialRecord } from "./record.ts";

/** Nodes without a kubelet: what happens on them is modelled. */
const modelledKinds: ReadonlySet<string> = new Set(["kwok"]);

/**
 * Puts together what the observers found.
 * @param startedAt when the client started, milliseconds since the epoch
 * @throws TrialError when no container was seen running
 */
export function recordOf(
  { plan, label, cluster }: TrialRequest,
  startedAt: number,
  calls: readonly ClientCall[],
  seen: readonly Observations[],
): TrialRecord {
  const timeline = timelineOf(plan, startedAt, seen);
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

/** A failed trial says which pods hang in which step, in the cluster's own words. */
export function explained(error: TrialError, seen: readonly Observations[], plan: Plan): TrialError {
  const stuck = stuckPods(
    timelineOf(plan, 0, seen),
    seen.flatMap((part) => part.warnings ?? []),
  );
  return stuck === undefined ? error : new TrialError(`${error.message}; ${stuck}`, { cause: error });
}

function timelineOf(plan: Plan, startedAt: number, seen: readonly Observations[]): Timeline {
  return buildTimeline(
    startedAt,
    seen.flatMap((part) => part.stamps ?? []),
    seen.flatMap((part) => part.pods ?? []),
    plan.nodes.every(({ kind }) => modelledKinds.has(kind)) ? plan.podStart : undefined,
  );
}
