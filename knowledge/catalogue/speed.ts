import type { CatalogueEntry } from "./entry.ts";
import { parametersByEntry } from "./overlay.ts";
import { wordsOf } from "./words.ts";

/** Whose settings a deployment meets on its way; gates and objects of the API are theirs as well. */
const elsewhere: ReadonlySet<string> = new Set(["kube-proxy", "kubeadm"]);

/** Words of a name that are about how many at once, how often, or how long. */
const nameWords: ReadonlySet<string> = new Set(
  `async backoff batch batching burst cache caching concurrency concurrent deadline delay fast frequency inflight interval
  latency lazy parallel parallelism parallelize period pleg poll pull pulls qps queue queueing queuing rate relist resync
  retry seats serialize shares streaming streams sync syncs throttle throttling timeout wait watch workers`.split(
    /\s+/,
  ),
);

/** The same in descriptions, where ordinary words such as "wait" say nothing. */
const docWords: ReadonlySet<string> = new Set(
  `backoff batch batches burst concurrency concurrent concurrently latency parallel performance qps queue queues scalability
  throttle throttled throttling throughput`.split(/\s+/),
);

/**
 * Why a parameter may touch the speed of a deployment: Columbo has a mechanism of it, or it belongs to a component of
 * the pipeline and its name or description is about rates, concurrency, queues, batches, caches or times. Undefined
 * where nothing says so; it may touch it all the same.
 */
export function speedReason(entry: CatalogueEntry): string | undefined {
  if (parametersByEntry().has(entry.id)) return "mechanism known";
  if (elsewhere.has(entry.component)) return undefined;
  const named = wordsOf(entry.name).find((word) => nameWords.has(word));
  if (named !== undefined) return `name: ${named}`;
  const described = wordsOf(entry.doc).find((word) => docWords.has(word));
  return described === undefined ? undefined : `description: ${described}`;
}
