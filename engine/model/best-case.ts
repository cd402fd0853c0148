import { kubeletWorkShares, requestShares, type StageId } from "../../knowledge/index.ts";
import { meanStart, sandboxSeconds } from "../timeline/index.ts";

import { podsPerSync, shapeOf } from "./shape.ts";
import { limitOf } from "./limits.ts";
import { unloadedStart, type UnloadedStart } from "./kubelet-times.ts";
import { anyKubelet } from "./kubelet-work.ts";
import { freeCores, type ServiceTimes } from "./service-times.ts";
import type { SimulationInput } from "./simulation.ts";
import { intervalEnd, withWorkError } from "./work-error.ts";

/** What nothing but the hardware and the constants of Kubernetes would take, seconds. */
export interface BestCase {
  readonly deploymentSeconds: number;
  /** The last container's share in each stage. */
  readonly stages: Readonly<Record<StageId, number>>;
}

/**
 * The best case with every settable limiter lifted, at the low end of what the work per pod may be: a bound that
 * trials undercut would be none. The stages are pipelined, so the work of all pods is counted
 * once, in S3, where pods come into being:
 *   S3 = max(work until delivery / cores, all work / cores - tail, scheduling cycles, slow-start rounds, chunks)
 *   deployment = S1 + S2 + S3 + what the last pod needs from there on, unloaded.
 */
export function bestCase(input: Omit<SimulationInput, "seed">): BestCase {
  const { limits } = input;
  const service = withWorkError(input.service, -intervalEnd);
  const { latency, workPerPod, workPerCall } = service;
  const shape = shapeOf(input.method, input.instances);
  const pods = shape.jobs * shape.podsPerJob;
  const cores = freeCores(service);

  const callWork = (shape.calls * (workPerCall.client + workPerCall.server)) / cores;
  const furtherJobs = shape.jobs / shape.calls - 1;
  const S1 =
    Math.max(latency.clientStart, callWork) +
    latency.clientPrepare +
    latency.jobCreate +
    furtherJobs * (latency.clientNext + latency.jobCreate) +
    latency.jobDelivery;
  const S2 = latency.jobSync;
  const S4 = service.schedulingCycle + latency.bindingRequest + latency.binding + latency.nodeDelivery;
  const { S5, S6 } = startOf(input, service, shape.containersPerPod);
  const start = S5 + S6;

  const untilDelivery =
    (requestShares["pod-create"] + requestShares["pod-binding"]) * workPerPod.server + workPerPod.scheduler;
  // On a node with a kubelet a container runs before that is reported.
  const isReported = !anyKubelet(input);
  const reporting = {
    server: isReported ? 0 : requestShares["pod-status"] * workPerPod.server,
    node: isReported ? 0 : kubeletWorkShares.report * workPerPod.node,
  };
  const onNode = workPerPod.node - reporting.node;
  // Nodes with cores of their own share their pods' work among them.
  const { nodeCores } = service;
  const apart = nodeCores === undefined ? 0 : onNode / (nodeCores * Math.max(1, input.nodes?.length ?? 1));
  const allWork =
    workPerPod.server +
    workPerPod.scheduler +
    workPerPod.controller -
    reporting.server +
    (nodeCores === undefined ? onNode : 0);
  const perSync = podsPerSync(input.kind, limits);
  const rounds = Math.floor(Math.log2(Math.min(shape.podsPerJob, perSync))) + 1;
  // Only a Job's next sync waits until pod events have been gathered.
  const syncPeriod =
    (input.kind ?? "job") === "job" ? limitOf(limits, "kube-controller-manager.SyncJobBatchPeriod") : 0;
  const chunks = Math.ceil(shape.podsPerJob / perSync) - 1;
  // While the client still sends further Jobs, the pods of the earlier ones are on their way.
  const alreadySpent = furtherJobs > 0 || shape.calls > 1 ? S1 : 0;
  const S3 =
    Math.max(
      (pods * untilDelivery) / cores - alreadySpent,
      (pods * allWork) / cores - alreadySpent - S4 - start,
      pods * apart - alreadySpent - S4 - start,
      pods * service.schedulingCycle - alreadySpent,
      rounds * latency.podCreate,
      chunks * syncPeriod,
    ) + latency.podDelivery;
  const stages = { S1, S2, S3, S4, S5, S6 };
  return { deploymentSeconds: Object.values(stages).reduce((sum, part) => sum + part, 0), stages };
}

/**
 * A pod's start on an idle node; where some nodes have a kubelet and others not, on the quicker kind. Whether a pod
 * has a volume can be set.
 */
function startOf(
  { limits, podStart, nodes }: Omit<SimulationInput, "seed">,
  service: ServiceTimes,
  containersPerPod: number,
): UnloadedStart {
  const { latency } = service;
  const whole = meanStart(podStart) + latency.nodeReaction + latency.podStatus + latency.statusDelivery;
  const sandbox = sandboxSeconds(podStart, whole);
  const onKwok = { S5: sandbox, S6: whole - sandbox };
  if (!anyKubelet({ nodes })) return onKwok;
  const onKubelet = unloadedStart(service, limits, containersPerPod, false);
  const isQuicker = onKubelet.S5 + onKubelet.S6 < whole;
  return isQuicker || nodes?.includes("kwok") !== true ? onKubelet : onKwok;
}
