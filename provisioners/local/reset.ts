import type { Setting } from "../../knowledge/index.ts";
import { readList } from "./api.ts";
import { readAuditTail } from "./audit-tail.ts";
import type { Clients } from "./clients.ts";
import { readControllerMetrics } from "./controller-metrics.ts";
import { countStored, deleteEach, deleteEvents } from "./etcd-store.ts";
import { bucketsFullAt, bucketOf, type BucketOwner } from "./token-refill.ts";
import { pause, waitUntil } from "./wait-until.ts";

/** What a reset works with. */
export interface ResetSite {
  readonly clients: Clients;
  readonly namespace: string;
  readonly auditLog: string;
  readonly signal: AbortSignal;
}

// The job controller looks at a Job again one second after each event of its pods and each change of its status
// (SyncJobBatchPeriod, kubernetes v1.34.4 pkg/controller/job/job_controller.go:64); the rest is for delivery.
const quietMs = 1150;
// A Job whose pods have just run is through with both in that time; one that is not has a queue before it.
const patienceMs = 2600;
// Less than the second for which the job controller puts off a Job whose pods vanish.
const deliveryMs = 850;

/** Waits until the job controller has nothing left to do; false when that takes long. */
async function settle({ clients, auditLog, signal }: ResetSite): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const { writes } = await readAuditTail(auditLog);
    const last = writes.findLast(({ resource }) => /^(pods|jobs)\b/.test(resource))?.answeredAt ?? 0;
    const quietAt = last + quietMs;
    if (quietAt > deadline) return false;
    if (quietAt > Date.now()) await pause(quietAt - Date.now(), signal);
    else if ((await readControllerMetrics(clients["kube-controller-manager"], signal)).busy === 0)
      return true;
    else await pause(50, signal);
    if (Date.now() > deadline) return false;
  }
}

/** Waits until the API server itself shows nothing of the namespace any more. */
async function forgotten({ clients, namespace, signal }: ResetSite): Promise<void> {
  const paths = [`/api/v1/namespaces/${namespace}/pods`, `/apis/batch/v1/namespaces/${namespace}/jobs`];
  const none = async () => {
    // Version 0 asks the watch cache, which is what the components see too.
    const lists = paths.map((path) =>
      readList(clients["kube-apiserver"], `${path}?resourceVersion=0`, signal),
    );
    return (await Promise.all(lists)).every((items) => items.length === 0);
  };
  await waitUntil("the end of a trial's pods and Jobs", none, { everyMs: 20, deadlineMs: 10_000, signal });
}

/**
 * Takes pods, Jobs and events out of etcd under the eyes of the controllers. Pods go first: a Job that vanishes
 * while its pods are known costs a request for each of them, to take off its finalizer. The Jobs follow within the
 * second in which their controller would put a new pod in the place of each that vanished.
 * @returns false when the job controller has not heard of all pods in time; what is left is left.
 */
async function wipeQuietly({ clients, namespace, signal, ...site }: ResetSite): Promise<boolean> {
  const metrics = () => readControllerMetrics(clients["kube-controller-manager"], signal);
  const before = (await metrics()).jobsPutOff;
  const deadline = Date.now() + deliveryMs;
  const pods = await deleteEach(clients.etcd, namespace, "pods", signal);
  while ((await metrics()).jobsPutOff < before + pods) {
    if (Date.now() > deadline) return false;
    await pause(10, signal);
  }
  await deleteEach(clients.etcd, namespace, "jobs", signal);
  await deleteEvents(clients.etcd, namespace, signal);
  await forgotten({ clients, namespace, signal, ...site });
  const idle = async () => (await metrics()).busy === 0;
  await waitUntil("the job controller's rest", idle, { everyMs: 20, deadlineMs: 10_000, signal });
  return (await countStored(clients.etcd, namespace, "pods", signal)) === 0;
}

/**
 * Brings the namespace back to nothing. `whileStopped` runs a task while kube-controller-manager and kube-scheduler
 * do not run; it is the way out when they are still busy with the trial, as after one that was cut short.
 */
export async function wipe(
  site: ResetSite,
  whileStopped: (task: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const { clients, namespace, signal } = site;
  const count = (kind: "pods" | "jobs") => countStored(clients.etcd, namespace, kind, signal);
  const [pods, jobs] = await Promise.all([count("pods"), count("jobs")]);
  if (pods + jobs === 0) return deleteEvents(clients.etcd, namespace, signal);
  if ((await settle(site)) && (await wipeQuietly(site))) return;
  await whileStopped(async () => {
    await deleteEach(clients.etcd, namespace, "pods", signal);
    await deleteEach(clients.etcd, namespace, "jobs", signal);
    await deleteEvents(clients.etcd, namespace, signal);
    await forgotten(site);
  });
}

/** Waits until the token buckets of the job controller and the scheduler are full, as at the first trial. */
export async function refill(
  { auditLog, signal }: ResetSite,
  fullSince: Readonly<Record<BucketOwner, number>>,
  settings: readonly Setting[],
  kubernetes: string,
): Promise<void> {
  for (;;) {
    const fullAt = bucketsFullAt(await readAuditTail(auditLog), fullSince, settings, kubernetes);
    if (fullAt <= Date.now()) return;
    // Looked at again then: an event may still have been on its way.
    await pause(fullAt - Date.now(), signal);
  }
}

const beginningMs = { least: 300, most: 5000 } as const;

/**
 * Waits until a kube-controller-manager that was just started has sent its first requests, tokens for its many
 * controllers, which wait for each other in one bucket for a second or two at the default rate.
 */
export async function begun(
  { clients, signal }: ResetSite,
  settings: readonly Setting[],
  kubernetes: string,
): Promise<void> {
  const sent = async () => (await readControllerMetrics(clients["kube-controller-manager"], signal)).requests;
  const { qps } = bucketOf("kube-controller-manager", settings, kubernetes);
  // Longer than it waits between two of them.
  const silence = Math.min(Math.max(beginningMs.least, 1500 / qps), beginningMs.most);
  let before = await sent();
  await pause(silence, signal);
  const silent = async () => {
    const now = await sent();
    const same = now === before;
    before = now;
    return same;
  };
  await waitUntil("the controllers' first rest", silent, { everyMs: silence, deadlineMs: 60_000, signal });
}
