import type { Component } from "../../knowledge/index.ts";
import type { SimulationOutput } from "../model/index.ts";
import type { MetricDelta } from "../trial/index.ts";

const tokens = "rest_client_rate_limiter_duration_seconds";
const seats = "apiserver_flowcontrol_request_wait_duration_seconds";
const synced = "workqueue_work_duration_seconds";

/** Requests of controllers and scheduler, which share a priority level (flowcontrol bootstrap, default.go). */
const ofControllers = new Set(["job-status", "pod-create", "pod-binding", "event"]);

/** How much the counters that facts are made from would have grown. */
export function metricDeltas(output: SimulationOutput): readonly MetricDelta[] {
  const { waits, trace, containers } = output;
  const limited = (component: Component, bucket: "job-controller" | "scheduler"): readonly MetricDelta[] => {
    const { waitedSeconds, requests } = waits[bucket];
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
    ...limited("kube-controller-manager", "job-controller"),
    ...limited("kube-scheduler", "scheduler"),
    ...histogram("kube-apiserver", seats, level, wait, queued.length),
    ...histogram("kube-controller-manager", synced, { name: "job" }, working, jobs.length),
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
