import type { WorkloadKind } from "../../experiments/index.ts";
import type { Component } from "../../knowledge/index.ts";
import type { SimulationOutput } from "../model/index.ts";
import type { MetricDelta } from "../trial/index.ts";
import { componentOf } from "./operations.ts";

const tokens = "rest_client_rate_limiter_duration_seconds";
const seats = "apiserver_flowcontrol_request_wait_duration_seconds";
const synced = "workqueue_work_duration_seconds";

/** Requests of controllers and scheduler, which share a priority level (flowcontrol bootstrap, default.go). */
const ofControllers = new Set([
  "job-status",
  "replica-set-create",
  "replica-set-status",
  "revision-create",
  "pod-create",
  "pod-binding",
  "event",
]);

/** The work queue of the controller that creates the pods, as its metrics name it. */
const podQueues: Readonly<Record<WorkloadKind, string>> = {
  job: "job",
  deployment: "replicaset",
  statefulset: "statefulset",
  daemonset: "daemonset",
};

/** How much the counters that facts are made from would have grown. */
export function metricDeltas(output: SimulationOutput, kind: WorkloadKind = "job"): readonly MetricDelta[] {
  const { waits, trace, containers } = output;
  /** A component's clients have one histogram for all, but the scheduler's events are no requests of its own. */
  const limited = (component: Component): readonly MetricDelta[] => {
    const uses = Object.entries(waits)
      .filter(([bucket]) => componentOf[bucket] === component && bucket !== "scheduler-events")
      .map(([, use]) => use);
    const waitedSeconds = uses.reduce((sum, use) => sum + use.waitedSeconds, 0);
    const requests = uses.reduce((sum, use) => sum + use.requests, 0);
    const labels = { verb: "POST", host: "simulated" };
    return histogram(component, tokens, labels, waitedSeconds, requests);
  };
  const queued = (trace?.requests ?? []).filter(({ operation }) => ofControllers.has(operation));
  const wait = queued.reduce((sum, request) => sum + request.queued, 0);
  const level = { priority_level: "workload-high" };
  const jobs = [...Map.groupBy(containers, ({ job }) => job).values()];
  const working = jobs.reduce((sum, own) => {
    const last = own.reduce((end, { times }) => Math.max(end, times["pod-stored"]), 0);
    return sum + last - (own[0]?.times["job-unpacked"] ?? last);
  }, 0);
  return [
    ...limited("kube-controller-manager"),
    ...limited("kube-scheduler"),
    ...histogram("kube-apiserver", seats, level, wait, queued.length),
    ...histogram("kube-controller-manager", synced, { name: podQueues[kind] }, working, jobs.length),
  ];
}

function histogram(
  component: Component,
  name: string,
  labels: Readonly<Record<string, string>>,
  sum: number,
  count: number,
): readonly MetricDelta[] {
  return [
    { component, name: `${name}_sum`, labels, delta: sum },
    { component, name: `${name}_count`, labels, delta: count },
  ];
}
