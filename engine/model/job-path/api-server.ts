import type { Latencies } from "../service-times.ts";
import type { Action } from "../kernel/time-heap.ts";
import { createLatency } from "../stations/delay.ts";
import type { World } from "./world.ts";

/** A request of the path. */
export type Operation =
  "job-read" | "job-create" | "job-status" | "pod-create" | "pod-binding" | "pod-status" | "event";

interface Cost {
  /** Part of the API server's work per pod that one such request takes. */
  readonly share: number;
  /** Its unloaded latency; a request without one of its own takes as long as a similar one. */
  readonly latency: keyof Latencies;
}

/**
 * How the API server's work for a pod divides among its requests. The four that every pod causes add up to 1;
 * they are weighted by what each carries through admission, storage, audit and to the watchers: a created pod is
 * audited with its body, an event is watched by nobody. Requests for a Job count in the same unit.
 */
export const operations: Readonly<Record<Operation, Cost>> = {
  "pod-create": { share: 0.37, latency: "podCreate" },
  "pod-binding": { share: 0.22, latency: "binding" },
  "pod-status": { share: 0.26, latency: "podStatus" },
  event: { share: 0.15, latency: "binding" },
  "job-read": { share: 0.08, latency: "clientNext" },
  "job-create": { share: 0.37, latency: "jobCreate" },
  "job-status": { share: 0.22, latency: "binding" },
};

/** A Job's first pods are reported in events, each of which is one request (client-go events_cache.go:47). */
const eventsPerJob = 25;

/**
 * The API server's work for so many pods and Jobs in units of one pod's: per Job one read, one creation, two
 * status writes, and an event for each of its first pods.
 */
export function serverUnits({ pods, jobs }: { readonly pods: number; readonly jobs: number }): number {
  const perJob =
    operations["job-read"].share + operations["job-create"].share + 2 * operations["job-status"].share;
  return pods + jobs * perJob + Math.min(pods, eventsPerJob * jobs) * operations.event.share;
}

export type ApiServer = (operation: Operation, then: Action) => void;

/**
 * The API server with etcd: each request is processor work, then waiting (log writes, network), so that an
 * unloaded request takes its measured latency, and a loaded one as much longer as the processor makes it.
 */
export function createApiServer({ kernel, random, service, programs }: World): ApiServer {
  const prepare = (operation: Operation): ((then: Action) => void) => {
    const { share, latency } = operations[operation];
    const work = share * service.workPerPod.server;
    const wait = createLatency(kernel, random, Math.max(0, service.latency[latency] - work));
    return (then) => {
      programs.server.run(work, () => {
        wait(then);
      });
    };
  };
  const prepared: Readonly<Record<Operation, (then: Action) => void>> = {
    "job-read": prepare("job-read"),
    "job-create": prepare("job-create"),
    "job-status": prepare("job-status"),
    "pod-create": prepare("pod-create"),
    "pod-binding": prepare("pod-binding"),
    "pod-status": prepare("pod-status"),
    event: prepare("event"),
  };
  return (operation, then) => {
    prepared[operation](then);
  };
}
