import type { Flow, PathPart } from "./path.ts";
import { less, product, sum, value, type Quantity } from "./quantity.ts";

/** A request of the path. Those of a "job" are for the workload's object, of whatever kind. */
export type Operation =
  | "job-read"
  | "job-create"
  | "job-status"
  | "replica-set-create"
  | "replica-set-status"
  | "revision-create"
  | "pod-create"
  | "pod-binding"
  | "pod-status"
  | "event";

/**
 * How the API server's work for a pod divides among its requests. The four that every pod causes add up to 1: the
 * processor time of kube-apiserver and etcd in each quarter of a second of trials that kept two cores busy, by least
 * squares on the requests in it (kubernetes v1.34.4, 100 to 800 pods on kwok nodes, 91 samples). A status is read,
 * written and delivered to most watchers; an event is watched by nobody, but is sent as one of several. Requests for the
 * pods' owners count in the same unit, as the pod's that are like them.
 */
export const requestShares: Readonly<Record<Operation, number>> = {
  "pod-create": 0.16,
  "pod-binding": 0.2,
  "pod-status": 0.45,
  event: 0.19,
  "job-read": 0.08,
  "job-create": 0.16,
  "job-status": 0.2,
  "replica-set-create": 0.16,
  "replica-set-status": 0.2,
  "revision-create": 0.16,
};

/**
 * The suggested priority levels with their shares of all seats (apiserver v0.34.4 pkg/apis/flowcontrol/bootstrap/default.go);
 * all shares together are 245.
 */
const levels = { system: 30, "workload-high": 40, "global-default": 20 } as const;
const allShares = 245;

/**
 * Seats of a level: its share of both numbers together, rounded up (apiserver pkg/util/flowcontrol/apf_controller.go:863).
 * That levels lend each other seats, anew every 10 s, is left out.
 */
const seats =
  (shares: number): Quantity =>
  (limits) => {
    const total =
      (limits["kube-apiserver.max-requests-inflight"] ?? 0) +
      (limits["kube-apiserver.max-mutating-requests-inflight"] ?? 0);
    return Math.max(1, Math.ceil((total * shares) / allShares));
  };

/**
 * One request: processor work, then waiting (log writes, network), so that an unloaded request takes its measured
 * latency, and a loaded one as much longer as the processor makes it.
 * @param beyond seconds that it takes beside its latency: admission webhooks
 */
function request(
  operation: Operation,
  level: keyof typeof levels,
  latency: string,
  beyond: Quantity = 0,
): Flow {
  const work = product(requestShares[operation], value("work.server"));
  return {
    request: operation,
    steps: [
      {
        do: "hold",
        pool: `seats-${level}`,
        steps: [
          { do: "work", program: "server", coreSeconds: work },
          { do: "wait", seconds: sum(less(value(latency), work), beyond), spread: "even" },
        ],
      },
    ],
  };
}

/** The API server with etcd. A request without a latency of its own takes as long as a similar one. */
export const apiServer: PathPart = {
  // A Go program runs as many threads as there are cores (GOMAXPROCS).
  programs: { server: { host: "machine", threads: value("wholeCores") } },
  pools: Object.fromEntries(
    Object.entries(levels).map(([name, shares]) => [
      `seats-${name}`,
      { per: "cluster" as const, workers: seats(shares) },
    ]),
  ),
  flows: {
    "job-read": request("job-read", "global-default", "time.clientNext"),
    "job-create": request("job-create", "global-default", "time.jobCreate", value("time.webhookObject")),
    "job-status": request("job-status", "workload-high", "time.binding"),
    "replica-set-create": request("replica-set-create", "workload-high", "time.jobCreate"),
    "replica-set-status": request("replica-set-status", "workload-high", "time.binding"),
    "revision-create": request("revision-create", "workload-high", "time.jobCreate"),
    "pod-create": request("pod-create", "workload-high", "time.podCreate", value("time.webhookPod")),
    "pod-binding": request("pod-binding", "workload-high", "time.binding"),
    "pod-status": request("pod-status", "system", "time.podStatus"),
    // Who is no node, is an ordinary user.
    "pod-status-by-kwok": request("pod-status", "global-default", "time.podStatus"),
    // What it costs is small beside the others, and no start waits for it.
    "pod-unschedulable": request("pod-status", "workload-high", "time.podStatus"),
    event: request("event", "workload-high", "time.binding"),
  },
};
