import type { Flow, PathPart } from "./path.ts";
import { less, product, sum, value, type Quantity } from "./quantity.ts";

/** A request of the path. */
export type Operation =
  "job-read" | "job-create" | "job-status" | "pod-create" | "pod-binding" | "pod-status" | "event";

/**
 * How the API server's work for a pod divides among its requests. The four that every pod causes add up to 1;
 * they are weighted by what each carries through admission, storage, audit and to the watchers: a created pod is
 * audited with its body, an event is watched by nobody. Requests for a Job count in the same unit.
 */
export const requestShares: Readonly<Record<Operation, number>> = {
  "pod-create": 0.37,
  "pod-binding": 0.22,
  "pod-status": 0.26,
  event: 0.15,
  "job-read": 0.08,
  "job-create": 0.37,
  "job-status": 0.22,
};

/**
 * One request: processor work, then waiting (log writes, network), so that an unloaded request takes its measured
 * latency, and a loaded one as much longer as the processor makes it.
 * @param beyond what it takes beside its latency
 */
function request(operation: Operation, latency: string, beyond: Quantity = 0): Flow {
  const work = product(requestShares[operation], value("work.server"));
  return {
    request: true,
    steps: [
      { do: "work", program: "server", coreSeconds: work },
      { do: "wait", seconds: sum(less(value(latency), work), beyond), spread: "even" },
    ],
  };
}

/** The API server with etcd. A request without a latency of its own takes as long as a similar one. */
export const apiServer: PathPart = {
  // A Go program runs as many threads as there are cores (GOMAXPROCS).
  programs: { server: { host: "machine", threads: value("wholeCores") } },
  flows: {
    "job-read": request("job-read", "time.clientNext"),
    "job-create": request("job-create", "time.jobCreate"),
    "job-status": request("job-status", "time.binding"),
    "pod-create": request("pod-create", "time.podCreate"),
    "pod-binding": request("pod-binding", "time.binding"),
    "pod-status": request("pod-status", "time.podStatus"),
    event: request("event", "time.binding"),
  },
};
