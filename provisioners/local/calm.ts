import type { Setting } from "../../knowledge/index.ts";
import { readAuditTail } from "./audit-tail.ts";
import { readControllerMetrics } from "./controller-metrics.ts";
import type { ResetSite } from "./reset.ts";
import { bucketOf, bucketsFullAt, longestRefillMs, type BucketOwner } from "./token-refill.ts";
import { schedulerPods } from "./scheduler-metrics.ts";
import { happens, pause, waitUntil } from "./wait-until.ts";

/** Waits until the token buckets of the job controller and the scheduler are full, as at the first trial. */
export async function refill(
  site: ResetSite,
  fullSince: Readonly<Record<BucketOwner, number>>,
  settings: readonly Setting[],
  kubernetes: string,
): Promise<void> {
  const { auditLog, signal } = site;
  if (auditLog === undefined) {
    // Nothing shows when the last request was: after its rest the controller manager's buckets count as empty.
    await begun(site, settings, kubernetes);
    await pause(longestRefillMs(settings, kubernetes), signal);
    return;
  }
  for (;;) {
    await auditLog.refresh?.();
    const fullAt = bucketsFullAt(await readAuditTail(auditLog.path), fullSince, settings, kubernetes);
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
  { clients, signal, slowness = 1 }: ResetSite,
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
  // The silence is that of a bucket, which fills no slower on a slow machine.
  const deadlineMs = 60_000 * slowness;
  await waitUntil("the controllers' first rest", silent, { everyMs: silence, deadlineMs, signal });
}

/** kube-scheduler renews its count of pods once a second. Source: cleanAssumedPeriod in its cache. */
const countRenewedMs = 1100;

/**
 * Whether kube-scheduler has seen the end of every pod of a trial. A count from before `emptiedAt` (of performance.now()), when
 * the last pod was deleted, says nothing.
 */
export async function schedulerForgot(
  { clients, signal, slowness, ownPods = 0 }: ResetSite,
  emptiedAt: number,
): Promise<boolean> {
  await pause(Math.max(0, emptiedAt + countRenewedMs - performance.now()), signal);
  const forgot = async () => (await schedulerPods(clients["kube-scheduler"], signal)) <= ownPods;
  return happens(forgot, { everyMs: 100, deadlineMs: 5 * countRenewedMs, signal, slowness });
}
