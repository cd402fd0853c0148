import type { Setting } from "../../knowledge/index.ts";
import { readList } from "./api.ts";
import { readAuditTail } from "./audit-tail.ts";
import type { Clients } from "./clients.ts";
import { readQueues } from "./controller-queues.ts";
import { countStored, deleteStored } from "./etcd-store.ts";
import { bucketsFullAt, type BucketOwner } from "./token-refill.ts";
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
const patienceMs = 4000;
// Within the second in which the job controller puts off a Job whose pods vanish.
const deliveryMs = 600;

/** Waits until the job controller has nothing left to do; false when that takes long. */
async function settle({ clients, auditLog, signal }: ResetSite): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const { writes } = await readAuditTail(auditLog);
    const last = writes.findLast(({ resource }) => /^(pods|jobs)\b/.test(resource))?.answeredAt ?? 0;
    const quietAt = last + quietMs;
    if (quietAt > deadline) return false;
    if (quietAt > Date.now()) await pause(quietAt - Date.now(), signal);
    else if ((await readQueues(clients["kube-controller-manager"], signal)).busy === 0) return true;
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
 * while its pods are known costs a request for each of them, to take off its finalizer. The Job follows within the
 * second in which its controller would put a new pod in the place of each that vanished.
 * @returns false when the job controller was faster.
 */
async function wipeQuietly(site: ResetSite): Promise<boolean> {
  const { clients, namespace, signal } = site;
  const before = (await readQueues(clients["kube-controller-manager"], signal)).jobsPutOff;
  const deadline = Date.now() + deliveryMs;
  const pods = await deleteStored(clients.etcd, namespace, ["pods"], signal);
  while (
    (await readQueues(clients["kube-controller-manager"], signal)).jobsPutOff < before + pods &&
    Date.now() < deadline
  )
    await pause(10, signal);
  await deleteStored(clients.etcd, namespace, ["jobs", "events"], signal);
  await forgotten(site);
  const idle = async () => (await readQueues(clients["kube-controller-manager"], signal)).busy === 0;
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
  const kinds = ["pods", "jobs"] as const;
  const counts = await Promise.all(kinds.map((kind) => countStored(clients.etcd, namespace, kind, signal)));
  if (counts.every((count) => count === 0)) {
    await deleteStored(clients.etcd, namespace, ["events"], signal);
    return;
  }
  if ((await settle(site)) && (await wipeQuietly(site))) return;
  await whileStopped(async () => {
    await deleteStored(clients.etcd, namespace, ["pods", "jobs", "events"], signal);
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
