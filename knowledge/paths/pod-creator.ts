import type { Bucket, Flow, FlowStep, PathPart } from "./path.ts";
import { less, limit, product, value, type Quantity } from "./quantity.ts";

/**
 * Part of a controller's work per pod that comes before the request takes its token: making and encoding the pod. The
 * rest (reading the response and the pod's changes from the watch) holds nobody up.
 */
const creationWork = product(0.15, value("work.controller"));

/** Every controller of kube-controller-manager has a client of its own with these two numbers. */
export const controllerClient: Bucket = {
  per: "cluster",
  rate: limit("kube-controller-manager.kube-api-qps"),
  burst: limit("kube-controller-manager.kube-api-burst"),
};

/** A controller that creates pods. */
export interface PodCreator {
  /** Its name, for example "job-controller", which its token bucket has as well. */
  readonly name: string;
  /** What happens besides when it begins to create a pod, */
  readonly creating?: readonly FlowStep[];
  /** when its watch shows the new pod, */
  readonly seen: readonly FlowStep[];
  /** and when it shows that the pod's status has changed. */
  readonly changed: readonly FlowStep[];
}

/**
 * What all controllers do that create pods (kubernetes v1.34.4 pkg/controller/controller_utils.go:587-609): a request
 * with a token of the controller's client, then an event of the owner, which takes another one. The counters: `expected`
 * are pods that were begun and not seen yet, `events` those that the owner caused, `unreported` is 1 while the owner's
 * status is out of date.
 */
export function podCreator({ name, creating = [], seen, changed }: PodCreator): PathPart {
  return {
    programs: { controller: { host: "machine", threads: value("wholeCores") } },
    buckets: { [name]: controllerClient },
    // The recorder's one goroutine: it sends an event only after the one before was answered.
    pools: { [`${name}-events`]: { per: "cluster", workers: 1 } },
    counters: { expected: "workload", unreported: "workload", events: "workload" },
    flows: {
      "create-pod": {
        of: "pod",
        steps: [
          ...creating,
          { do: "work", program: "controller", coreSeconds: creationWork },
          { do: "token", bucket: name, to: "pod-create" },
          { do: "mark", point: "pod-received" },
          { do: "call", flow: "pod-create" },
          { do: "mark", point: "pod-stored" },
          { do: "start", flow: "schedule-pod" },
          { do: "start", flow: "pod-created" },
          {
            do: "below",
            counter: "events",
            bound: limit("kube-controller-manager.EventSpamBurst"),
            steps: [
              { do: "count", counter: "events", by: 1 },
              { do: "start", flow: "pod-event" },
            ],
          },
        ],
      },
      "pod-created": {
        of: "pod",
        steps: [
          { do: "wait", seconds: value("time.podDelivery"), spread: "even" },
          {
            do: "work",
            program: "controller",
            coreSeconds: less(value("work.controller"), creationWork),
            aside: true,
          },
          ...seen,
        ],
      },
      "pod-event": eventOf("pod", name),
      "pod-changed": { of: "pod", steps: changed },
    },
  };
}

/** An event that a controller sends. */
export function eventOf(kind: string, controller: string): Flow {
  return {
    of: kind,
    steps: [
      {
        do: "hold",
        pool: `${controller}-events`,
        steps: [
          { do: "token", bucket: controller, to: "event" },
          { do: "call", flow: "event" },
        ],
      },
    ],
  };
}

/** The creation of the owner's next pods in doubling batches, each of which waits for the one before. */
export function creations(atMost: Quantity): FlowStep {
  return {
    do: "batches",
    child: "pod",
    flow: "create-pod",
    first: limit("kube-controller-manager.SlowStartInitialBatchSize"),
    factor: 2,
    atMost,
    pending: "expected",
  };
}

/** The owner reaches its controller. */
export function delivery(queue: string): Flow {
  return {
    of: "workload",
    steps: [
      { do: "wait", seconds: value("time.jobDelivery"), spread: "even" },
      { do: "mark", point: "job-enqueued" },
      { do: "enqueue", queue },
    ],
  };
}
