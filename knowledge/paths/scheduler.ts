import type { Bucket, PathPart } from "./path.ts";
import { less, limit, value } from "./quantity.ts";

const clientLimits: Bucket = {
  per: "cluster",
  rate: limit("kube-scheduler.clientConnection.qps"),
  burst: limit("kube-scheduler.clientConnection.burst"),
};
const cycle = value("work.schedulingCycle");

/**
 * The scheduler (kubernetes v1.34.4 pkg/scheduler/schedule_one.go): one pod after the other through filter and
 * score, then a goroutine per pod that waits for a token and writes the binding. Its events have a client, and so
 * a bucket, of their own with the same limits (cmd/kube-scheduler/app/options/options.go:398-403).
 */
export const scheduler: PathPart = {
  programs: { scheduler: { host: "machine", threads: value("wholeCores") } },
  buckets: { scheduler: clientLimits, "scheduler-events": clientLimits },
  pools: { "schedule-one": { per: "cluster", workers: limit("kube-scheduler.ScheduleOne") } },
  flows: {
    "schedule-pod": {
      of: "pod",
      steps: [
        { do: "wait", seconds: value("time.podDelivery"), spread: "even" },
        { do: "mark", point: "pod-queued" },
        {
          do: "hold",
          pool: "schedule-one",
          steps: [
            { do: "mark", point: "pod-scheduling" },
            { do: "work", program: "scheduler", coreSeconds: cycle },
            { do: "place" },
            { do: "mark", point: "pod-binding" },
          ],
        },
        { do: "work", program: "scheduler", coreSeconds: less(value("work.scheduler"), cycle), aside: true },
        { do: "token", bucket: "scheduler", to: "pod-binding" },
        { do: "wait", seconds: value("time.bindingRequest"), spread: "even" },
        { do: "mark", point: "binding-received" },
        { do: "call", flow: "pod-binding" },
        { do: "mark", point: "binding-stored" },
        { do: "start", flow: "scheduled-event" },
        {
          do: "on",
          nodes: {
            kwok: [{ do: "call", flow: "start-on-kwok" }],
            kubelet: [{ do: "call", flow: "start-on-kubelet" }],
          },
        },
      ],
    },
    "scheduled-event": {
      of: "pod",
      steps: [
        { do: "token", bucket: "scheduler-events", to: "event" },
        { do: "call", flow: "event" },
      ],
    },
  },
};
