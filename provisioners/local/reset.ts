import { readList } from "./api.ts";
import type { Clients } from "./clients.ts";
import { readControllerMetrics } from "./controller-metrics.ts";
import { countStored, deleteEach, deleteEvents, overwrite } from "./etcd-store.ts";
import { happens, waitUntil } from "./wait-until.ts";

/** What a reset works with. */
export interface ResetSite {
  readonly clients: Clients;
  readonly namespace: string;
  readonly auditLog: string;
  readonly signal: AbortSignal;
}

// Of a trial that is over, the controllers have not that much left to do.
const patience = { everyMs: 15, deadlineMs: 3000 } as const;

interface Job {
  readonly metadata: { readonly name: string };
  readonly spec: object;
}

/**
 * From 1.32 on (gate JobManagedBy) the job controller leaves a Job alone that names another manager, and the pods
 * of it too. A Job cannot be given away through the API, so it is done behind its back.
 */
function canGiveAway(kubernetes: string): boolean {
  const [major = 0, minor = 0] = kubernetes.replace(/^v/, "").split(".").map(Number);
  return major > 1 || minor >= 32;
}

async function giveAwayJobs({ clients, namespace, signal }: ResetSite): Promise<number> {
  const jobs = await readList<Job>(
    clients["kube-apiserver"],
    `/apis/batch/v1/namespaces/${namespace}/jobs`,
    signal,
  );
  await Promise.all(
    jobs.map((job) => {
      const spec = { ...job.spec, managedBy: "columbo/reset" };
      const object = { apiVersion: "batch/v1", kind: "Job", ...job, spec };
      return overwrite(clients.etcd, namespace, "jobs", job.metadata.name, object, signal);
    }),
  );
  return jobs.length;
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

/** Whether pods still wait for the scheduler, or for their turn to be bound. */
async function hasUnboundPods({ clients, namespace, signal }: ResetSite): Promise<boolean> {
  const path = `/api/v1/namespaces/${namespace}/pods?resourceVersion=0&fieldSelector=spec.nodeName%3D`;
  return (await readList(clients["kube-apiserver"], path, signal)).length > 0;
}

/**
 * Takes pods, Jobs and events out of etcd under the eyes of the controllers. The Jobs are given away first: else
 * their controller would put a new pod in the place of each that vanishes. They go last: a Job that vanishes while
 * its pods are known costs its controller a request for each of them, to take off its finalizer. What the controller
 * has put off meanwhile it looks at up to a second later, when no Job of that name is there any more.
 * @returns false when the controllers are busy with the trial.
 */
async function wipeQuietly(site: ResetSite): Promise<boolean> {
  const { clients, namespace, signal } = site;
  if (await hasUnboundPods(site)) return false;
  let { jobsPutOff: heard } = await readControllerMetrics(clients["kube-controller-manager"], signal);
  // Each change of a Job, and each end of a pod, makes the job controller put off the Job.
  const hasHeardOf = async (changes: number): Promise<boolean> => {
    heard += changes;
    const idle = async () => {
      const { busy, jobsPutOff } = await readControllerMetrics(clients["kube-controller-manager"], signal);
      return jobsPutOff >= heard && busy === 0;
    };
    return happens(idle, { ...patience, signal });
  };
  if (!(await hasHeardOf(await giveAwayJobs(site)))) return false;
  if (!(await hasHeardOf(await deleteEach(clients.etcd, namespace, "pods", signal)))) return false;
  await deleteEach(clients.etcd, namespace, "jobs", signal);
  await deleteEvents(clients.etcd, namespace, signal);
  await forgotten(site);
  return (await hasHeardOf(0)) && (await countStored(clients.etcd, namespace, "pods", signal)) === 0;
}

/** Deletes everything in the namespace; kube-controller-manager must not run, it would make new pods. */
export async function empty(site: ResetSite): Promise<void> {
  const { clients, namespace, signal } = site;
  await deleteEach(clients.etcd, namespace, "pods", signal);
  await deleteEach(clients.etcd, namespace, "jobs", signal);
  await deleteEvents(clients.etcd, namespace, signal);
  await forgotten(site);
}

/**
 * Brings the namespace back to nothing. `whileStopped` runs a task while kube-controller-manager and kube-scheduler
 * do not run; it is the way out when they are still busy with the trial, as after one that was cut short.
 */
export async function wipe(
  site: ResetSite,
  kubernetes: string,
  whileStopped: (task: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const { clients, namespace, signal } = site;
  const count = (kind: "pods" | "jobs") => countStored(clients.etcd, namespace, kind, signal);
  const [pods, jobs] = await Promise.all([count("pods"), count("jobs")]);
  if (pods + jobs === 0) return deleteEvents(clients.etcd, namespace, signal);
  if (canGiveAway(kubernetes) && (await wipeQuietly(site))) return;
  await whileStopped(() => empty(site));
}
