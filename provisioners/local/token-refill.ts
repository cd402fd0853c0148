import { defaultOf, findParameter, type Setting } from "../../knowledge/index.ts";
import type { AuditTail } from "./audit-tail.ts";

/** A client's token bucket: tokens per second, and how many it holds. */
export interface Bucket {
  readonly qps: number;
  readonly burst: number;
}

/** The clients that bound the Job path, by the component they live in. */
export type BucketOwner = "kube-controller-manager" | "kube-scheduler";

const clients: Readonly<
  Record<BucketOwner, { readonly user: string; readonly qps: string; readonly burst: string }>
> = {
  "kube-controller-manager": {
    user: "system:serviceaccount:kube-system:job-controller",
    qps: "kube-controller-manager.kube-api-qps",
    burst: "kube-controller-manager.kube-api-burst",
  },
  "kube-scheduler": {
    // Its bindings and its events have a bucket each; taken as one, they are full no sooner than both.
    user: "system:kube-scheduler",
    qps: "kube-scheduler.clientConnection.qps",
    burst: "kube-scheduler.clientConnection.burst",
  },
};

/**
 * When a bucket is full again, milliseconds since the epoch. It fills by qps and loses a token per request, as
 * golang.org/x/time/rate has it. `requests` are times in ascending order; `level` is what it held before the first
 * of them.
 */
export function fullAgainAt(requests: readonly number[], { qps, burst }: Bucket, level: number): number {
  let at = requests[0];
  if (at === undefined) return 0;
  let tokens = level;
  for (const request of requests) {
    tokens = Math.max(0, Math.min(burst, tokens + ((request - at) / 1000) * qps) - 1);
    at = request;
  }
  return at + ((burst - tokens) / qps) * 1000;
}

function valueOf(id: string, settings: readonly Setting[], kubernetes: string): number {
  const parameter = findParameter(id);
  if (parameter === undefined) throw new TypeError(`unknown parameter ${id}`);
  const setting = settings.find((each) => findParameter(each.parameter) === parameter);
  return Number(setting?.value ?? defaultOf(parameter, kubernetes));
}

/** The token bucket of a client, as the component is set now. */
export function bucketOf(owner: BucketOwner, settings: readonly Setting[], kubernetes: string): Bucket {
  const { qps, burst } = clients[owner];
  return { qps: valueOf(qps, settings, kubernetes), burst: valueOf(burst, settings, kubernetes) };
}

/** How long a client's bucket takes from empty to full, of the slower one, milliseconds. */
export function longestRefillMs(settings: readonly Setting[], kubernetes: string): number {
  const owners = Object.keys(clients) as BucketOwner[];
  const buckets = owners.map((owner) => bucketOf(owner, settings, kubernetes));
  return Math.max(...buckets.map(({ qps, burst }) => (burst / qps) * 1000));
}

/**
 * When both clients have full buckets again, judged by their audited requests. `fullSince` says when each was last
 * known to be full; where the log's tail does not reach back to it, the bucket is taken to have been empty then,
 * the worst that can be.
 */
export function bucketsFullAt(
  tail: AuditTail,
  fullSince: Readonly<Record<BucketOwner, number>>,
  settings: readonly Setting[],
  kubernetes: string,
): number {
  const owners = Object.keys(clients) as BucketOwner[];
  const times = owners.map((owner) => {
    const bucket = bucketOf(owner, settings, kubernetes);
    const since = fullSince[owner];
    const requests = tail.writes
      .filter((write) => write.user === clients[owner].user && write.receivedAt >= since)
      .map(({ receivedAt }) => receivedAt)
      .sort((a, b) => a - b);
    return fullAgainAt(requests, bucket, tail.from <= since ? bucket.burst : 0);
  });
  return Math.max(...times);
}
