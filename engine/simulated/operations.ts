import type { WorkloadKind } from "../../experiments/index.ts";
import type { Component } from "../../knowledge/index.ts";
import type { SimulatedRequest, SimulatedWait } from "../model/index.ts";
import type { AuditedRequest, TokenWait } from "../trial/index.ts";
import type { ObjectNames } from "./names.ts";

/** What the audit log calls a request of the simulation, and who sends it. */
interface Audited {
  readonly verb: string;
  readonly resource: string;
  readonly user: string;
}

const account = (controller: string): string => `system:serviceaccount:kube-system:${controller}-controller`;

/** The accounts of the controllers that receive the object, and that create the pods. */
const controllers: Readonly<Record<WorkloadKind, readonly [object: string, pods: string]>> = {
  job: ["job", "job"],
  deployment: ["deployment", "replicaset"],
  statefulset: ["statefulset", "statefulset"],
  daemonset: ["daemon-set", "daemon-set"],
};

/** Requests by the simulation's name for them; those that no audit policy of Columbo's records are left out. */
function auditedOf(kind: WorkloadKind): Readonly<Record<string, Audited>> {
  const [ofObject, ofPods] = controllers[kind].map(account) as [string, string];
  return {
    "job-read": { verb: "get", resource: `${kind}s`, user: "columbo" },
    "job-create": { verb: "create", resource: `${kind}s`, user: "columbo" },
    "job-status": { verb: "update", resource: `${kind}s/status`, user: ofObject },
    "replica-set-create": { verb: "create", resource: "replicasets", user: ofObject },
    "replica-set-status": { verb: "update", resource: "replicasets/status", user: ofPods },
    "revision-create": { verb: "create", resource: "controllerrevisions", user: ofPods },
    "pod-create": { verb: "create", resource: "pods", user: ofPods },
    "pod-binding": { verb: "create", resource: "pods/binding", user: "system:kube-scheduler" },
    "pod-status": { verb: "patch", resource: "pods/status", user: "system:nodes" },
  };
}

/** The requests as the audit log would have them. `startedAt` in milliseconds since the epoch. */
export function auditedRequests(
  requests: readonly SimulatedRequest[],
  names: ObjectNames,
  startedAt: number,
  kind: WorkloadKind = "job",
): readonly AuditedRequest[] {
  const audited = auditedOf(kind);
  return requests.flatMap(({ operation, object, receivedAt, seconds }) => {
    const known = audited[operation];
    if (known === undefined) return [];
    return [
      {
        ...known,
        name: names.of(object),
        receivedAt: startedAt + receivedAt * 1000,
        latency: seconds * 1000,
        code: 200,
      },
    ];
  });
}

/** Whose client a token bucket belongs to; those of the user's own mechanisms are no component's. */
export const componentOf: Readonly<Record<string, Component>> = {
  "job-controller": "kube-controller-manager",
  "deployment-controller": "kube-controller-manager",
  "replicaset-controller": "kube-controller-manager",
  "statefulset-controller": "kube-controller-manager",
  "daemonset-controller": "kube-controller-manager",
  scheduler: "kube-scheduler",
  "scheduler-events": "kube-scheduler",
  kubelet: "kubelet",
};

const core = "https://simulated/api/v1/namespaces/columbo";
const groups = "https://simulated/apis";
const apps = `${groups}/apps/v1/namespaces/columbo`;
const groupOf = (kind: WorkloadKind): string =>
  kind === "job" ? `${groups}/batch/v1/namespaces/columbo` : apps;

/** Method and address of a request that waits for a token, by the simulation's name for it. */
const addressOf: Readonly<
  Record<string, (name: string, kind: WorkloadKind) => readonly [verb: string, url: string]>
> = {
  "pod-create": () => ["POST", `${core}/pods`],
  "job-status": (name, kind) => ["PUT", `${groupOf(kind)}/${kind}s/${name}/status`],
  "replica-set-create": () => ["POST", `${apps}/replicasets`],
  "replica-set-status": (name) => ["PUT", `${apps}/replicasets/${name}/status`],
  "revision-create": () => ["POST", `${apps}/controllerrevisions`],
  "pod-binding": (name) => ["POST", `${core}/pods/${name}/binding`],
  "pod-get": (name) => ["GET", `${core}/pods/${name}`],
  "pod-status": (name) => ["PATCH", `${core}/pods/${name}/status`],
  "token-create": () => ["POST", `${core}/serviceaccounts/default/token`],
  event: () => ["POST", `${core}/events`],
};

/** client-go says of no shorter wait that there was one (rest/request.go, longThrottleLatency), seconds. */
const leastLogged = 0.05;

/** The waits as the components would have logged them. */
export function loggedWaits(
  waits: readonly SimulatedWait[],
  names: ObjectNames,
  startedAt: number,
  kind: WorkloadKind = "job",
): readonly TokenWait[] {
  return waits.flatMap(({ bucket, operation, object, sentAt, waited }) => {
    const component = componentOf[bucket];
    if (component === undefined || waited <= leastLogged) return [];
    const [verb, url] = addressOf[operation]?.(names.of(object), kind) ?? ["POST", `${core}/${operation}`];
    return [{ component, verb, url, sentAt: startedAt + sentAt * 1000, waited: waited * 1000 }];
  });
}
