import type { PathPart } from "./path.ts";
import { less, limit, product, value } from "./quantity.ts";

/**
 * Part of the controller's work per pod that comes before the request takes its token: making and encoding the
 * pod. The rest (reading the response and the pod's changes from the watch) holds nobody up.
 */
const creationWork = product(0.15, value("work.controller"));
const period = limit("kube-controller-manager.SyncJobBatchPeriod");

/**
 * The job controller (kubernetes v1.34.4 pkg/controller/job/job_controller.go): workers that never sync one Job
 * twice at once; a sync creates at most MaxPodCreateDeletePerSync pods in doubling batches, each of which waits
 * for the one before, and ends with a write of the Job's status; pod events lead to the next sync after
 * SyncJobBatchPeriod. Pods, status and the controller's own events share one token bucket.
 */
export const jobController: PathPart = {
  programs: { controller: { host: "machine", threads: value("wholeCores") } },
  buckets: {
    "job-controller": {
      per: "cluster",
      rate: limit("kube-controller-manager.kube-api-qps"),
      burst: limit("kube-controller-manager.kube-api-burst"),
    },
  },
  // The recorder's one goroutine: it sends an event only after the one before was answered.
  pools: { "job-controller-events": { per: "cluster", workers: 1 } },
  queues: {
    jobs: { workers: limit("kube-controller-manager.concurrent-job-syncs"), flow: "sync-job" },
  },
  counters: { expected: "workload", unreported: "workload", events: "workload" },
  flows: {
    "workload-stored": {
      of: "workload",
      steps: [
        { do: "wait", seconds: value("time.jobDelivery"), spread: "even" },
        { do: "mark", point: "job-enqueued" },
        { do: "enqueue", queue: "jobs" },
      ],
    },
    "sync-job": {
      of: "workload",
      steps: [
        { do: "wait", seconds: value("time.jobSync"), spread: "even" },
        { do: "mark", point: "job-unpacked" },
        {
          do: "batches",
          child: "pod",
          flow: "create-pod",
          first: limit("kube-controller-manager.SlowStartInitialBatchSize"),
          factor: 2,
          atMost: limit("kube-controller-manager.MaxPodCreateDeletePerSync"),
          pending: "expected",
        },
        {
          do: "below",
          counter: "unreported",
          bound: 1,
          steps: [],
          otherwise: [
            { do: "count", counter: "unreported", set: 0 },
            { do: "token", bucket: "job-controller", to: "job-status" },
            { do: "call", flow: "job-status" },
          ],
        },
      ],
    },
    "create-pod": {
      of: "pod",
      steps: [
        { do: "count", counter: "unreported", set: 1 },
        { do: "work", program: "controller", coreSeconds: creationWork },
        { do: "token", bucket: "job-controller", to: "pod-create" },
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
        { do: "count", counter: "expected", by: -1 },
        { do: "enqueue", queue: "jobs", after: period },
      ],
    },
    "pod-event": {
      of: "pod",
      steps: [
        {
          do: "hold",
          pool: "job-controller-events",
          steps: [
            { do: "token", bucket: "job-controller", to: "event" },
            { do: "call", flow: "event" },
          ],
        },
      ],
    },
    "pod-changed": {
      of: "pod",
      steps: [
        { do: "count", counter: "unreported", set: 1 },
        { do: "enqueue", queue: "jobs", after: period },
      ],
    },
  },
};
