import type { Setting } from "../../knowledge/index.ts";
import { ProvisionError } from "../errors.ts";
import { bucketOf } from "../local/token-refill.ts";
import { happens, pause } from "../local/wait-until.ts";
import type { ExistingApi } from "./api.ts";

/** What a reset works with. */
export interface TrialSite {
  readonly api: ExistingApi;
  readonly namespace: string;
  readonly signal: AbortSignal;
}

/** Jobs and pods of Columbo's trials, and of nobody else. */
const ours = `labelSelector=${encodeURIComponent("app.kubernetes.io/managed-by=columbo,columbo/trial")}`;

/** Long enough for a kubelet that is away for a moment; longer than that, pods of the last trial would be measured. */
const patience = { everyMs: 200, deadlineMs: 180_000 } as const;

interface Listed {
  readonly items: readonly { readonly metadata: { readonly name: string } }[];
}

async function namesOf(site: TrialSite, kind: "jobs" | "pods"): Promise<readonly string[]> {
  const { api, namespace, signal } = site;
  const group = kind === "jobs" ? "/apis/batch/v1" : "/api/v1";
  const what = `listing the ${kind} of the last trial`;
  const list = (await api.send("GET", `${group}/namespaces/${namespace}/${kind}?${ours}`, {
    what,
    signal,
  })) as Listed;
  return list.items.map(({ metadata }) => metadata.name);
}

/**
 * Removes the Jobs of trials, their pods after them in the background, and waits until none is left.
 * @throws ProvisionError when some are there after three minutes
 */
export async function removeTrials(site: TrialSite): Promise<void> {
  const { api, namespace, signal } = site;
  const jobs = await namesOf(site, "jobs");
  const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: "Background" };
  await Promise.all(
    jobs.map((name) =>
      api.send("DELETE", `/apis/batch/v1/namespaces/${namespace}/jobs/${name}`, {
        what: `removing Job ${name}`,
        body,
        signal,
      }),
    ),
  );
  let left: readonly string[] = [];
  const isEmpty = async (): Promise<boolean> => {
    left = [...(await namesOf(site, "jobs")), ...(await namesOf(site, "pods"))];
    return left.length === 0;
  };
  if (await happens(isEmpty, { ...patience, signal })) return;
  throw new ProvisionError(
    `${left.length} Jobs and pods of the last trial are still in namespace ${namespace} after ${patience.deadlineMs / 1000} s, for example ${left[0] ?? ""}`,
    4,
  );
}

/**
 * Waits as long as empty token buckets of the job controller and the scheduler take to fill: nothing tells how full
 * they are on a cluster whose audit log cannot be read.
 */
export async function calm(
  settings: readonly Setting[],
  kubernetes: string,
  signal: AbortSignal,
): Promise<void> {
  const seconds = (["kube-controller-manager", "kube-scheduler"] as const).map((owner) => {
    const { qps, burst } = bucketOf(owner, settings, kubernetes);
    // A rate of 0 or less means no limit, to the client library of Kubernetes.
    return qps > 0 ? burst / qps : 0;
  });
  await pause(Math.max(...seconds) * 1000, signal);
}
