import type { Flow, PathPart } from "./path.ts";
import { less, product, sum, value, type Quantity } from "./quantity.ts";

/** A request of the path. */
export type Operation =
  "job-read" | "job-create" | "job-status" | "pod-create" | "pod-binding" | "pod-status" | "event";

/**
 * How the API server's work for a pod divides among its requests. The four that every pod causes add up to 1: the
 * processor time of kube-apiserver and etcd in each quarter of a second of trials that kept two cores busy, by least
 * squares on the requests in it (kubernetes v1.34.4, 100 to 800 pods on kwok nodes, 91 samples). A status is read,
 * written and delivered to most watchers; an event is watched by nobody, but is sent as one of several. Requests for a Job
 * count in the same unit, as the pod's that are like them.
 */
export const requestShares: Readonly<Record<Operation, number>> = {
  "pod-create": 0.16,
  "pod-binding": 0.2,
  "pod-status": 0.45,
  event: 0.19,
  "job-read": 0.08,
  "job-create": 0.16,
  "job-status": 0.2,
};

/**
 * One request: processor work, then waiting (log writes, network), so that an unloaded request takes its measured
 * latency, and a loaded one as much longer as the processor makes it.
 * @param beyond seconds that it takes beside its latency: admission webhooks
 */
function request(operation: Operation, latency: string, beyond: Quantity = 0): Flow {
  const work = product(requestShares[operation], value("work.server"));
  return {
    request: operation,
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
    "job-create": request("job-create", "time.jobCreate", value("time.webhookObject")),
    "job-status": request("job-status", "time.binding"),
    "pod-create": request("pod-create", "time.podCreate", value("time.webhookPod")),
    "pod-binding": request("pod-binding", "time.binding"),
    "pod-status": request("pod-status", "time.podStatus"),
    // What it costs is small beside the others, and no start waits for it.
    "pod-unschedulable": request("pod-status", "time.podStatus"),
    event: request("event", "time.binding"),
  },
};
