import { compareMinor } from "../../knowledge/index.ts";
import type { LogFile } from "../contract.ts";
import { readList } from "./api.ts";
import type { Clients } from "./clients.ts";
import { readControllerMetrics } from "./controller-metrics.ts";
import { countStored, deleteEach, deleteEvents, overwrite } from "./etcd-store.ts";
import { happens, waitUntil } from "./wait-until.ts";

/** What a reset works with. */
export interface ResetSite {
  readonly clients: Clients;
  readonly namespace: string;
  /** Absent when nothing is audited. */
  readonly auditLog?: Pick<LogFile, "path" | "refresh">;
  readonly signal: AbortSignal;
  /** As `Site.slowness`. */
  readonly slowness?: number;
  /** How many pods the control plane itself consists of; absent = none. */
  readonly ownPods?: number;
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
  return compareMinor(kubernetes, "1.32") >= 0;
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

/** Whether neither the API server's store nor its watch cache, which the components see, holds anything of a trial. */
async function isForgotten({ clients, namespace, signal }: ResetSite): Promise<boolean> {
  const paths = [`/api/v1/namespaces/${namespace}/pods`, `/apis/batch/v1/namespaces/${namespace}/jobs`];
  // Version 0 asks the watch cache as it is; without one the answer is of now.
  const lists = paths
    .flatMap((path) => [path, `${path}?resourceVersion=0`])
    .map((path) => readList(clients["kube-apiserver"], path, signal));
  return (await Promise.all(lists)).every((items) => items.length === 0);
}

/** Whether etcd holds no pod and no Job of the namespace. */
export async function isEmpty({ clients, namespace, signal }: ResetSite): Promise<boolean> {
  const counts = (["pods", "jobs"] as const).map((kind) =>
    countStored(clients.etcd, namespace, kind, signal),
  );
  return (await Promise.all(counts)).every((count) => count === 0);
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
  const { clients, namespace, signal, slowness } = site;
  if (await hasUnboundPods(site)) return false;
  let { jobsPutOff: heard } = await readControllerMetrics(clients["kube-controller-manager"], signal);
  // Each change of a Job, and each end of a pod, makes the job controller put off the Job.
  const hasHeardOf = async (changes: number): Promise<boolean> => {
    heard += changes;
    const idle = async () => {
      const { busy, jobsPutOff } = await readControllerMetrics(clients["kube-controller-manager"], signal);
      return jobsPutOff >= heard && busy === 0;
    };
    return happens(idle, { ...patience, signal, slowness });
  };
  if (!(await hasHeardOf(await giveAwayJobs(site)))) return false;
  if (!(await hasHeardOf(await deleteEach(clients.etcd, namespace, "pods", signal)))) return false;
  await deleteEach(clients.etcd, namespace, "jobs", signal);
  await deleteEvents(clients.etcd, namespace, signal);
  if (!(await happens(() => isForgotten(site), { ...patience, signal, slowness }))) return false;
  return (await hasHeardOf(0)) && (await isEmpty(site));
}

/** Looks in a row that must find nothing: what a killed controller had asked for may land after the first. */
const calmLooks = 3;

/**
 * Deletes everything in the namespace, again and again until nothing lands there any more;
 * kube-controller-manager must not run, it would make new pods.
 */
export async function empty(site: ResetSite): Promise<void> {
  const { clients, namespace, signal, slowness } = site;
  let calm = 0;
  const isCalm = async () => {
    const pods = await deleteEach(clients.etcd, namespace, "pods", signal);
    const jobs = await deleteEach(clients.etcd, namespace, "jobs", signal);
    calm = pods + jobs === 0 && (await isForgotten(site)) ? calm + 1 : 0;
    return calm === calmLooks;
  };
  await waitUntil("the end of a trial's pods and Jobs", isCalm, {
    ...{ everyMs: 20, deadlineMs: 60_000 },
    signal,
    slowness,
  });
  await deleteEvents(clients.etcd, namespace, signal);
}

/**
 * Brings the namespace back to nothing. `whileStopped` runs a task while kube-controller-manager and kube-scheduler
 * do not run; it is the way out when they are still busy with the trial, as after one that was cut short.
 * @returns false when nothing was there
 */
export async function wipe(
  site: ResetSite,
  kubernetes: string,
  whileStopped: (task: () => Promise<void>) => Promise<void>,
): Promise<boolean> {
  const { clients, namespace, signal } = site;
  if (await isEmpty(site)) {
    await deleteEvents(clients.etcd, namespace, signal);
    return false;
  }
  if (!canGiveAway(kubernetes) || !(await wipeQuietly(site))) await whileStopped(() => empty(site));
  return true;
}
