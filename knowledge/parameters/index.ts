import type { Constant, Parameter, ParameterValue } from "../parameter.ts";
import { compareMinor } from "../versions.ts";
import { backendBatchInterval, snapshotCount } from "./etcd/commit.ts";
import { http2MaxStreams } from "./kube-apiserver/http2-streams.ts";
import { maxMutatingRequestsInflight, maxRequestsInflight } from "./kube-apiserver/requests-inflight.ts";
import { kubeApiBurst, kubeApiQps } from "./kube-controller-manager/client-rate-limit.ts";
import { concurrentJobSyncs } from "./kube-controller-manager/concurrent-job-syncs.ts";
import { jobControllerConstants } from "./kube-controller-manager/constants.ts";
import { clientConnectionBurst, clientConnectionQps } from "./kube-scheduler/client-rate-limit.ts";
import { kubeApiBurst as kubeletApiBurst, kubeApiQps as kubeletApiQps } from "./kubelet/client-rate-limit.ts";
import { kubeletConstants } from "./kubelet/constants.ts";
import { eventBurst, eventRecordQps } from "./kubelet/events.ts";
import {
  maxParallelImagePulls,
  registryBurst,
  registryPullQps,
  serializeImagePulls,
} from "./kubelet/image-pulls.ts";
import { maxPods } from "./kubelet/max-pods.ts";
import {
  parallelism,
  percentageOfNodesToScore,
  podInitialBackoffSeconds,
  podMaxBackoffSeconds,
  schedulerConstants,
} from "./kube-scheduler/scheduling-loop.ts";
import { automountServiceAccountToken, imagePullPolicy } from "./workload/pod-spec.ts";

/** Everything that can be set, by component. */
export const parameters: readonly Parameter[] = [
  kubeApiQps,
  kubeApiBurst,
  concurrentJobSyncs,
  clientConnectionQps,
  clientConnectionBurst,
  parallelism,
  percentageOfNodesToScore,
  podInitialBackoffSeconds,
  podMaxBackoffSeconds,
  maxRequestsInflight,
  maxMutatingRequestsInflight,
  http2MaxStreams,
  backendBatchInterval,
  snapshotCount,
  kubeletApiQps,
  kubeletApiBurst,
  serializeImagePulls,
  maxParallelImagePulls,
  registryPullQps,
  registryBurst,
  maxPods,
  eventRecordQps,
  eventBurst,
  automountServiceAccountToken,
  imagePullPolicy,
];

/** Everything that bounds the path and cannot be set. */
export const constants: readonly Constant[] = [
  ...jobControllerConstants,
  ...schedulerConstants,
  ...kubeletConstants,
];

const byId = <T extends { readonly id: string }>(things: readonly T[]): ReadonlyMap<string, T> =>
  new Map(things.map((thing) => [thing.id.toLowerCase(), thing]));

const parametersById = byId(parameters);
const constantsById = byId(constants);

/** The parameter of this name; case does not count, since .cfg keys have none. */
export function findParameter(id: string): Parameter | undefined {
  return parametersById.get(id.toLowerCase());
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
export function existsIn({ introduced }: Parameter, kubernetes: string): boolean {
  return introduced === undefined || compareMinor(introduced, kubernetes) <= 0;
}
