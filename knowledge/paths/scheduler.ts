import type { Bucket, PathPart } from "./path.ts";
import { filterWorkPerNode } from "../priors.ts";
import type { DerivedNumber } from "./extension.ts";
import { less, limit, product, smallest, value } from "./quantity.ts";

const clientLimits: Bucket = {
  per: "cluster",
  rate: limit("kube-scheduler.clientConnection.qps"),
  burst: limit("kube-scheduler.clientConnection.burst"),
};
const cycle = value("work.schedulingCycle");

/**
 * Nodes that are looked at for one pod (pkg/scheduler/schedule_one.go:697-722): all below 100, else a share that falls
 * with their number, but no fewer than 100.
 */
const nodesLookedAt: DerivedNumber = (limits, { nodes }) => {
  const set = limits["kube-scheduler.percentageOfNodesToScore"] ?? 0;
  const percent = set > 0 ? set : Math.max(5, 50 - nodes / 125);
  return nodes < 100 ? nodes : Math.min(nodes, Math.max(100, Math.floor((nodes * percent) / 100)));
};
// What a cycle over few nodes takes was measured as a whole.
const filterWork = product(filterWorkPerNode, less(nodesLookedAt, 100));
const filterThreads = smallest(limit("kube-scheduler.parallelism"), value("wholeCores"));

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
            { do: "work", program: "scheduler", coreSeconds: filterWork, threads: filterThreads },
          ],
        },
        {
          do: "place",
          room: { kubelet: limit("kubelet.maxPods") },
          // It says so in the pod's status, and is right to try again in vain.
          otherwise: [
            { do: "token", bucket: "scheduler", to: "pod-status" },
            { do: "call", flow: "pod-unschedulable" },
          ],
        },
        { do: "mark", point: "pod-binding" },
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
            existing: [{ do: "call", flow: "start-on-kubelet" }],
          },
        },
      ],
    },
    "scheduled-event": {
      of: "pod",
      steps: [
        { do: "token", bucket: "scheduler-events", to: "event" },
        { do: "call", flow: "event-of-scheduler" },
      ],
    },
  },
};
