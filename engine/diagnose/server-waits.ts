import { counted, meanOf } from "./histogram.ts";
import { inFlight, pathCreates, type InFlight } from "./in-flight.ts";
import { union, type Interval } from "./intervals.ts";
import { quotaUsedUp } from "./processor.ts";
import { oncePerTrial, type TrialView } from "./trial-view.ts";

/** What a write to etcd's log may take on a disk that is good enough (etcd.io/docs, FAQ on disk latency), seconds. */
export const goodFsync = 0.01;

/** How etcd names its writes to the log. */
export const fsyncMetric = "etcd_disk_wal_fsync_duration_seconds";

/** How the API server names the admission of one webhook. */
export const webhookMetric = "apiserver_admission_webhook_admission_duration_seconds";

/** When the quota of the API server's control group was used up, so that everything waited for its next share of time. */
export const serverHeld = oncePerTrial((view): readonly Interval[] => quotaUsedUp(view, "kube-apiserver"));

/** Requests with the part of their time (0 to 1) that went to something that is not the API server. */
export interface Held extends InFlight {
  readonly part: number;
}

/**
 * Creates with the part of their latency that the disk under etcd took beyond a good one. A request waits in etcd for the
 * log's writes that are under way and for its own, so its time there grows as theirs does.
 * @returns undefined where etcd was not read, or no create was seen
 */
export const heldByDisk = oncePerTrial((view): Held | undefined => {
  const fsync = counted(view, "etcd", fsyncMetric);
  const creates = inFlight(view, pathCreates(view));
  if (fsync === undefined || fsync.count === 0 || creates.latency === 0) return undefined;
  const excess = Math.max(0, 1 - goodFsync / meanOf(fsync));
  return { ...creates, part: excess * Math.min(1, storedSeconds(view) / creates.latency) };
});

/** How long the writes of these creates were in etcd, as the API server saw it; a binding is an update of its pod. */
function storedSeconds(view: TrialView): number {
  const kinds = [
    { resource: "jobs", operation: "create", audited: "jobs" },
    { resource: "pods", operation: "create", audited: "pods" },
    { resource: "pods", operation: "update", audited: "pods/binding" },
  ];
  return kinds.reduce((sum, { resource, operation, audited }) => {
    const seen = counted(view, "kube-apiserver", "etcd_request_duration_seconds", { resource, operation });
    const requests = pathCreates(view).filter((request) => request.resource === audited);
    return sum + (seen === undefined ? 0 : meanOf(seen) * requests.length);
  }, 0);
}

/** A webhook that was asked during the trial. */
export interface AskedWebhook {
  readonly name: string;
  readonly calls: number;
  readonly seconds: number;
}

/** Webhooks by the time that they took, the greatest first; undefined when the API server was not read. */
export const askedWebhooks = oncePerTrial((view): readonly AskedWebhook[] | undefined => {
  if (counted(view, "kube-apiserver", webhookMetric) === undefined) return undefined;
  const names = new Set(
    view.record.metrics.flatMap(({ name, labels }) =>
      name === `${webhookMetric}_sum` ? (labels["name"] ?? []) : [],
    ),
  );
  return [...names]
    .map((name): AskedWebhook => {
      const { sum = 0, count = 0 } = counted(view, "kube-apiserver", webhookMetric, { name }) ?? {};
      return { name, calls: count, seconds: sum };
    })
    .sort((a, b) => b.seconds - a.seconds);
});

/**
 * Creates that may have waited for the slowest webhook, with the part of their latency that it took: those that took at
 * least most of what it takes for one.
 */
export const heldByWebhook = oncePerTrial((view): Held | undefined => {
  const slowest = askedWebhooks(view)?.[0];
  if (slowest === undefined || slowest.calls === 0) return undefined;
  const each = slowest.seconds / slowest.calls;
  const slow = inFlight(
    view,
    pathCreates(view).filter(({ latency }) => latency / 1000 >= 0.8 * each),
  );
  return slow.latency === 0
    ? undefined
    : { ...slow, part: Math.min(1, (each * slow.requests.length) / slow.latency) };
});

/** Something that takes more than half of a request's time is what the request waits for. */
const most = 0.5;

/** When creates were under way that waited for a webhook or for etcd's disk: no processor makes those faster. */
export const heldElsewhere = oncePerTrial((view): readonly Interval[] =>
  union(
    [heldByDisk(view), heldByWebhook(view)].flatMap((held) =>
      held === undefined || held.part < most ? [] : held.intervals,
    ),
  ),
);
