import { isTrusted, type Component } from "../../knowledge/index.ts";
import type { Sample } from "./prometheus-text.ts";

/**
 * Counters and histograms that some fact, mean or report uses, by the path that serves them; a whole /metrics of
 * kube-apiserver has 20,000 samples.
 */
const names: Readonly<Record<string, readonly string[]>> = {
  "/metrics": [
    "rest_client_(rate_limiter|request)_duration_seconds",
    "rest_client_requests_total",
    "workqueue_(queue|work)_duration_seconds",
    "process_cpu_seconds_total",
    "apiserver_flowcontrol_request_wait_duration_seconds",
    "apiserver_flowcontrol_(rejected|dispatched)_requests_total",
    "apiserver_admission_(step|webhook)_admission_duration_seconds",
    "apiserver_admission_webhook_fail_open_count",
    "apiserver_request_filter_duration_seconds",
    "apiserver_request_duration_seconds",
    "apiserver_request_total",
    "etcd_request_duration_seconds",
    "etcd_disk_(wal_fsync|backend_commit)_duration_seconds",
    "scheduler_(scheduling_attempt|scheduling_algorithm|framework_extension_point)_duration_seconds",
    "scheduler_schedule_attempts_total",
    "job_controller_job_sync_(duration_seconds|total)",
    "kubelet_(runtime_operations|cgroup_manager|image_pull|pleg_relist)_duration_seconds",
    "kubelet_runtime_operations_errors_total",
    "kubelet_pleg_relist_interval_seconds",
    "kubelet_pod_(worker|worker_start|start|start_sli|start_total|status_sync)_duration_seconds",
    "storage_operation_duration_seconds",
    "volume_operation_total_seconds",
    "kubeproxy_(network_programming|sync_proxy_rules)_duration_seconds",
  ],
  "/metrics/cadvisor": [
    "container_cpu_cfs_(periods|throttled_periods|throttled_seconds)_total",
    // A gauge, as below.
    "container_memory_max_usage_bytes",
  ],
  "/metrics/probes": ["prober_probe_total"],
  // A gauge, but a container of the trial begins without it: its growth is the whole value.
  "/metrics/resource": ["container_start_time_seconds", "container_cpu_usage_seconds_total"],
};

/** A histogram for each plugin or flow schema: of these the sums are kept alone, else they would be half of a trial's record. */
const sums =
  /^(apiserver_admission_controller_admission_duration|scheduler_plugin_execution_duration|apiserver_flowcontrol_request_execution)_seconds_(sum|count)$/;

const patterns = new Map(
  Object.entries(names).map(([path, list]) => [
    path,
    new RegExp(`^(${list.join("|")})(_bucket|_sum|_count)?$`),
  ]),
);

/** Where a component serves metrics; a kubelet has more than one place. */
export function metricPaths(component: Component): readonly string[] {
  return component === "kubelet" ? Object.keys(names) : ["/metrics"];
}

/** Whether samples of this name are kept; those that are known to be wrong in this release never are. */
export function isWanted(path: string, name: string, kubernetes: string): boolean {
  const isListed = patterns.get(path)?.test(name) === true || (path === "/metrics" && sums.test(name));
  return isListed && isTrusted(name, kubernetes);
}

const created = new Set(["pods", "jobs"]);

/** Whether a sample is about what a trial does: of containers its own, of whole requests the creations. */
export function isOfTrial({ name, labels }: Sample, namespace: string): boolean {
  if (name.startsWith("container_")) return labels["namespace"] === namespace && labels["container"] !== "";
  if (name.startsWith("apiserver_request_duration_seconds"))
    return labels["verb"] === "POST" && created.has(labels["resource"] ?? "");
  return true;
}
