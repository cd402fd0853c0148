import type { Flow, PathPart } from "./path.ts";
import { watchDelivery } from "../priors.ts";
import type { FlowStep } from "./path.ts";
import { controllerSeats, levelPools } from "./priority-levels.ts";
import { less, limit, product, sum, value, type Quantity } from "./quantity.ts";

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
 * How the API server's work for a pod's status divides among the requests of a kubelet (estimates): two statuses, each
 * with a read before it, a token, and three events.
 */
export const kubeletRequestShares = {
  "pod-status": 0.13,
  "pod-get": 0.02,
  "token-create": 0.03,
  event: 0.04,
} as const;

/** A client that was refused comes again after this many seconds (apiserver pkg/server/filters/priority-and-fairness.go). */
const retryAfter = 1;
/** Seconds for which a write that many watch keeps a seat after its end, by the seats (apiserver request/config.go:29-33). */
const seatSeconds = 0.005;

interface Request {
  readonly operation: string;
  readonly level: keyof typeof levelPools;
  /** Of the API server's work for a pod. */
  readonly share: number;
  /** What it takes unloaded. */
  readonly latency: Quantity;
  /** Seconds that it takes besides: admission webhooks. */
  readonly beyond?: Quantity;
  /** It changes nothing, so etcd's log need not be written. */
  readonly reads?: true;
  /** Everyone who watches pods hears of it. */
  readonly watched?: true;
}

/**
 * One request: processor work, then waiting (log writes, network), so that an unloaded request takes its measured
 * latency, and a loaded one as much longer as the processor makes it. Who finds its level's line full, or waits for too
 * long in it, is refused and comes again.
 */
function request({ operation, level, share, latency, beyond = 0, reads, watched }: Request): Flow {
  const work = product(share, value("work.server"));
  const deliveries: readonly FlowStep[] = [
    {
      do: "work",
      program: "server",
      coreSeconds: product(watchDelivery, value("watchers")),
      aside: true,
    },
  ];
  const logged: FlowStep = {
    do: "given",
    holds: value("time.fsync"),
    steps: [{ do: "round", loop: "etcd-log" }],
  };
  const lasting = product(seatSeconds, {
    floor: { quotient: [value("watchers"), limit("kube-apiserver.watchesPerSeat")] },
  });
  return {
    request: operation,
    steps: [
      {
        do: "retry",
        first: retryAfter,
        factor: 1,
        atMost: retryAfter,
        steps: [
          {
            do: "hold",
            pool: level,
            after: watched === undefined ? 0 : lasting,
            steps: [
              { do: "work", program: "server", coreSeconds: work },
              ...(reads === undefined ? [logged] : []),
              { do: "wait", seconds: sum(less(latency, work), beyond), spread: "even" },
            ],
          },
        ],
      },
      ...(watched === undefined ? [] : deliveries),
    ],
  };
}

type Known = Omit<Request, "operation" | "level" | "share">;

/** A request that counts as its kind does. */
const ordinary = (operation: Operation, level: Request["level"], known: Known): Flow =>
  request({ operation, level, share: requestShares[operation], ...known });

/** A controller's: in its own priority level, where the cluster gives it one. */
function ofController(operation: Operation, known: Known): Flow {
  const { steps: own } = ordinary(operation, "seats-own", known);
  const { steps: usual } = ordinary(operation, "seats-workload-high", known);
  return {
    request: operation,
    steps: [{ do: "given", holds: controllerSeats, steps: own, otherwise: usual }],
  };
}

const ofKubelet = (operation: keyof typeof kubeletRequestShares, known: Known): Flow =>
  request({ operation, level: "seats-system", share: kubeletRequestShares[operation], ...known });

const time = (id: string): Quantity => value(`time.${id}`);
/** Unloaded, a read of a pod takes 1.5 ms and a write of its status 4.5; a token, which is signed, is an estimate. */
const [readTime, tokenTime] = [product(1 / 3, time("podStatus")), product(0.5, time("podStatus"))];

/** The API server with etcd. A request without a latency of its own takes as long as a similar one. */
export const apiServer: PathPart = {
  // A Go program runs as many threads as there are cores (GOMAXPROCS).
  programs: { server: { host: "machine", threads: value("wholeCores") } },
  pools: levelPools,
  lendings: { seats: { every: limit("kube-apiserver.borrowingAdjustmentPeriod") } },
  // One write to the disk for all that came while the one before went on.
  loops: { "etcd-log": { per: "cluster", rest: 0, round: time("fsync"), each: 0 } },
  flows: {
    "job-read": ordinary("job-read", "seats-global-default", { latency: time("clientNext"), reads: true }),
    "job-create": ordinary("job-create", "seats-global-default", {
      latency: time("jobCreate"),
      beyond: time("webhookObject"),
    }),
    "job-status": ofController("job-status", { latency: time("binding") }),
    "replica-set-create": ofController("replica-set-create", { latency: time("jobCreate") }),
    "replica-set-status": ofController("replica-set-status", { latency: time("binding") }),
    "revision-create": ofController("revision-create", { latency: time("jobCreate") }),
    "pod-create": ofController("pod-create", {
      latency: time("podCreate"),
      beyond: time("webhookPod"),
      watched: true,
    }),
    "pod-binding": ordinary("pod-binding", "seats-workload-high", {
      latency: time("binding"),
      watched: true,
    }),
    // Who is no node, is an ordinary user.
    "pod-status-by-kwok": ordinary("pod-status", "seats-global-default", {
      latency: time("podStatus"),
      watched: true,
    }),
    // What it costs is small beside the others, and no start waits for it.
    "pod-unschedulable": ordinary("pod-status", "seats-workload-high", {
      latency: time("podStatus"),
      watched: true,
    }),
    event: ofController("event", { latency: time("binding") }),
    "event-of-scheduler": ordinary("event", "seats-workload-high", { latency: time("binding") }),
    "pod-status": ofKubelet("pod-status", { latency: time("podStatus"), watched: true }),
    "pod-get": ofKubelet("pod-get", { latency: readTime, reads: true }),
    "token-create": ofKubelet("token-create", { latency: tokenTime, reads: true }),
    "event-of-kubelet": ofKubelet("event", { latency: time("binding") }),
  },
};
