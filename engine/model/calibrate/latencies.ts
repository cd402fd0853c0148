import { sampleStandardDeviation } from "simple-statistics";
import type { ModelledPodStart } from "../../../experiments/index.ts";
import type { PointId } from "../../../knowledge/index.ts";
import type { TrialRecord } from "../../trial/index.ts";
import type { Latencies } from "../service-times.ts";
import { onKwok } from "./kubelet.ts";
import { gaps, meanOf, unloaded } from "./records.ts";

/** Latencies that the records show; the others are absent. Seconds. */
export function measuredLatencies(
  records: readonly TrialRecord[],
  podStart: ModelledPodStart,
  prior: Latencies,
): Partial<Latencies> {
  const between = (from: PointId, to: PointId): number | undefined =>
    unloaded(records, (record) => gaps(record, from, to));
  // All pods of a Job share its points, and the first call of a cluster fills the client's cache: the quickest
  // trial is the typical one.
  const ofJob = (from: PointId, to: PointId): number | undefined => {
    const all = records.flatMap((record) => [...gaps(record, from, to)]).filter((value) => value >= 0);
    return all.length === 0 ? undefined : Math.min(...all);
  };
  const start = ofJob("client-start", "job-read");
  const untilReceived = ofJob("client-start", "job-received");
  // A client that does not ask first: all its time goes before the point at which it would have asked.
  const clientStart =
    start ?? (untilReceived === undefined ? undefined : Math.max(0, untilReceived - prior.clientNext));
  const clientPrepare =
    ofJob("job-read", "job-received") ?? (untilReceived === undefined ? undefined : prior.clientNext);
  const podStatus = unloaded(records, ({ requests }) =>
    requests
      .filter(({ resource, code }) => resource === "pods/status" && code < 300)
      .map(({ latency }) => latency / 1000),
  );
  const nodeDelivery = between("binding-stored", "pod-delivered");
  const found: { readonly [id in keyof Latencies]?: number | undefined } = {
    clientStart,
    clientPrepare,
    jobCreate: ofJob("job-received", "job-stored"),
    jobDelivery: ofJob("job-stored", "job-enqueued"),
    jobSync: ofJob("job-enqueued", "job-unpacked"),
    podCreate: between("pod-received", "pod-stored"),
    podDelivery: between("pod-stored", "pod-queued"),
    bindingRequest: between("pod-binding", "binding-received"),
    binding: between("binding-received", "binding-stored"),
    nodeDelivery,
    statusDelivery: nodeDelivery,
    podStatus,
    nodeReaction: nodeReaction(
      records,
      podStart,
      (podStatus ?? prior.podStatus) + (nodeDelivery ?? prior.statusDelivery),
    ),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/**
 * What a pod's start takes beyond the plan's evenly spread delay and the report of it. The delay's own chance
 * hides a small reaction, so only what exceeds twice the standard error of the mean counts.
 */
function nodeReaction(
  records: readonly TrialRecord[],
  { minMs, maxMs }: ModelledPodStart,
  reporting: number,
): number | undefined {
  const starts = records.flatMap((record) => [...gaps(onKwok(record), "pod-delivered", "container-running")]);
  const average = meanOf(starts);
  if (average === undefined || starts.length < 10) return undefined;
  const error = sampleStandardDeviation(starts) / Math.sqrt(starts.length);
  return Math.max(0, average - (minMs + maxMs) / 2000 - reporting - 2 * error);
}
