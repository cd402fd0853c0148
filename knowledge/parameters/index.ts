import type { Constant, Parameter, ParameterValue } from "../parameter.ts";
import { compareMinor } from "../versions.ts";
import { containerdParameters } from "./containerd/cri.ts";
import { backendBatchInterval, snapshotCount } from "./etcd/commit.ts";
import { etcdLimits } from "./etcd/timers.ts";
import { apiServerConstants } from "./kube-apiserver/constants.ts";
import { apiServerGates } from "./kube-apiserver/gates.ts";
import { http2MaxStreams } from "./kube-apiserver/http2-streams.ts";
import { ownLevelParameter, priorityLevels } from "./kube-apiserver/priority-levels.ts";
import { requestPath } from "./kube-apiserver/request-path.ts";
import { maxMutatingRequestsInflight, maxRequestsInflight } from "./kube-apiserver/requests-inflight.ts";
import { storageParameters } from "./kube-apiserver/storage.ts";
import { kubeApiBurst, kubeApiQps } from "./kube-controller-manager/client-rate-limit.ts";
import { concurrentJobSyncs } from "./kube-controller-manager/concurrent-job-syncs.ts";
import { jobControllerConstants } from "./kube-controller-manager/constants.ts";
import { controllerWorkers, endpointSliceUpdatesBatchPeriod } from "./kube-controller-manager/workers.ts";
import { workloadControllerConstants } from "./kube-controller-manager/workload-constants.ts";
import { kubeProxyParameters } from "./kube-proxy/services.ts";
import { clientConnectionBurst, clientConnectionQps } from "./kube-scheduler/client-rate-limit.ts";
import { kubeApiBurst as kubeletApiBurst, kubeApiQps as kubeletApiQps } from "./kubelet/client-rate-limit.ts";
import { kubeletConstants } from "./kubelet/constants.ts";
import { eventBurst, eventRecordQps } from "./kubelet/events.ts";
import { kubeletGates } from "./kubelet/gates.ts";
import {
  maxParallelImagePulls,
  registryBurst,
  registryPullQps,
  serializeImagePulls,
} from "./kubelet/image-pulls.ts";
import { kubeletIsolation } from "./kubelet/isolation.ts";
import { kubeletLoopConstants } from "./kubelet/loop-constants.ts";
import { maxPods } from "./kubelet/max-pods.ts";
import { kubeletPeriods } from "./kubelet/periodic.ts";
import { schedulerGates } from "./kube-scheduler/gates.ts";
import { enableContentionProfiling } from "./kube-scheduler/profiling.ts";
import {
  parallelism,
  percentageOfNodesToScore,
  podInitialBackoffSeconds,
  podMaxBackoffSeconds,
  schedulerConstants,
} from "./kube-scheduler/scheduling-loop.ts";
import { clientConstants } from "./kubectl/constants.ts";
import { describedPodFields } from "./workload/described.ts";
import { ownerFields } from "./workload/owners.ts";
import { automountServiceAccountToken, imagePullPolicy, podFields } from "./workload/pod-spec.ts";

/** Everything that can be set, by component. */
export const parameters: readonly Parameter[] = [
  kubeApiQps,
  kubeApiBurst,
  concurrentJobSyncs,
  ...controllerWorkers,
  endpointSliceUpdatesBatchPeriod,
  clientConnectionQps,
  clientConnectionBurst,
  parallelism,
  percentageOfNodesToScore,
  podInitialBackoffSeconds,
  podMaxBackoffSeconds,
  enableContentionProfiling,
  ...schedulerGates,
  maxRequestsInflight,
  maxMutatingRequestsInflight,
  ...priorityLevels,
  ...requestPath,
  http2MaxStreams,
  ...storageParameters,
  ...apiServerGates,
  backendBatchInterval,
  snapshotCount,
  ...etcdLimits,
  kubeletApiQps,
  kubeletApiBurst,
  serializeImagePulls,
  maxParallelImagePulls,
  registryPullQps,
  registryBurst,
  maxPods,
  eventRecordQps,
  eventBurst,
  ...kubeletPeriods,
  ...kubeletIsolation,
  ...kubeletGates,
  ...kubeProxyParameters,
  ...containerdParameters,
  automountServiceAccountToken,
  imagePullPolicy,
  ...podFields,
  ...ownerFields,
  ...describedPodFields,
];

/** Everything that bounds the path and cannot be set. */
export const constants: readonly Constant[] = [
  ...clientConstants,
  ...apiServerConstants,
  ...jobControllerConstants,
  ...workloadControllerConstants,
  ...schedulerConstants,
  ...kubeletConstants,
  ...kubeletLoopConstants,
];

const byId = <T extends { readonly id: string }>(things: readonly T[]): ReadonlyMap<string, T> =>
  new Map(things.map((thing) => [thing.id.toLowerCase(), thing]));

const parametersById = byId(parameters);
const constantsById = byId(constants);

/**
 * The parameter of this name; case does not count, since .cfg keys have none. Priority levels may have any name, so that
 * theirs need not be among `parameters`.
 */
export function findParameter(id: string): Parameter | undefined {
  return parametersById.get(id.toLowerCase()) ?? ownLevelParameter(id);
}

/** The constant of this name; case does not count. */
export function findConstant(id: string): Constant | undefined {
  return constantsById.get(id.toLowerCase());
}

/**
 * The default of a parameter in a Kubernetes version, also where it is compiled in still. Versions older than the
 * oldest verified one are taken to be like it: whoever reads such a version warns of that.
 * @throws TypeError for a text that is no version
 */
export function defaultOf(parameter: Parameter, kubernetes: string): ParameterValue {
  const known = parameter.defaults.findLast(({ since }) => compareMinor(since, kubernetes) <= 0);
  const value = (known ?? parameter.defaults[0])?.value;
  if (value === undefined) throw new TypeError(`${parameter.id} has no default`);
  return value;
}

/**
 * Whether a parameter can be set in a Kubernetes version.
 * @throws TypeError for a text that is no version
 */
export function existsIn({ introduced, until }: Parameter, kubernetes: string): boolean {
  if (introduced !== undefined && compareMinor(introduced, kubernetes) > 0) return false;
  return until === undefined || compareMinor(until, kubernetes) > 0;
}
