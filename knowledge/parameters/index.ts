import type { Constant, Parameter, ParameterValue } from "../parameter.ts";
import { backendBatchInterval, snapshotCount } from "./etcd/commit.ts";
import { http2MaxStreams } from "./kube-apiserver/http2-streams.ts";
import { maxMutatingRequestsInflight, maxRequestsInflight } from "./kube-apiserver/requests-inflight.ts";
import { kubeApiBurst, kubeApiQps } from "./kube-controller-manager/client-rate-limit.ts";
import { concurrentJobSyncs } from "./kube-controller-manager/concurrent-job-syncs.ts";
import { jobControllerConstants } from "./kube-controller-manager/constants.ts";
import { clientConnectionBurst, clientConnectionQps } from "./kube-scheduler/client-rate-limit.ts";
import {
  parallelism,
  percentageOfNodesToScore,
  podInitialBackoffSeconds,
  podMaxBackoffSeconds,
  schedulerConstants,
} from "./kube-scheduler/scheduling-loop.ts";

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
];

/** Everything that bounds the path and cannot be set. */
export const constants: readonly Constant[] = [...jobControllerConstants, ...schedulerConstants];

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

/** Compares two Kubernetes versions by major and minor, for example "v1.34.4" and "1.27". */
function compareMinor(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.replace(/^v/, "").split(".").map(Number);
  const [bMajor = 0, bMinor = 0] = b.replace(/^v/, "").split(".").map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

/**
 * The default of a parameter in a Kubernetes version.
 * @throws TypeError when the parameter did not exist then.
 */
export function defaultOf(parameter: Parameter, kubernetes: string): ParameterValue {
  const known = parameter.defaults.findLast((entry) => compareMinor(entry.since, kubernetes) <= 0);
  if (known === undefined) throw new TypeError(`${parameter.id} does not exist in Kubernetes ${kubernetes}`);
  return known.value;
}
