import type { Component, PointId } from "../../knowledge/index.ts";
import type { MetricDelta, StepMean } from "../trial/record.ts";

/** A histogram of which some series are meant. */
interface Part {
  readonly component: Component;
  readonly metric: string;
  /** The series that have these labels; "" = not to have it. */
  readonly labels: Readonly<Record<string, string>>;
}

interface Mean {
  readonly seconds: number;
  readonly count: number;
}

const filters = ["authentication", "audit", "impersonation", "priorityandfairness", "authorization"];

/** Steps that one histogram measures, with the series of it. */
const direct: readonly (Part & { readonly step: PointId })[] = [
  ...["PreFilter", "Filter", "PostFilter", "PreScore", "Score", "Reserve", "Permit"].map((point) => ({
    step: "pod-binding" as const,
    component: "kube-scheduler" as const,
    metric: "scheduler_framework_extension_point_duration_seconds",
    labels: { extension_point: point },
  })),
  { step: "job-syncing", ...queue("job") },
  { step: "cgroup-created", ...kubelet("kubelet_cgroup_manager_duration_seconds", "create") },
  {
    step: "volumes-mounted",
    component: "kubelet",
    metric: "storage_operation_duration_seconds",
    labels: { operation_name: "volume_mount" },
  },
  { step: "sandbox-ready", ...kubelet("kubelet_runtime_operations_duration_seconds", "run_podsandbox") },
  { step: "image-ready", ...kubelet("kubelet_runtime_operations_duration_seconds", "pull_image") },
  {
    step: "container-created",
    ...kubelet("kubelet_runtime_operations_duration_seconds", "create_container"),
  },
  { step: "container-started", ...kubelet("kubelet_runtime_operations_duration_seconds", "start_container") },
  {
    step: "running-reported",
    component: "kubelet",
    metric: "kubelet_pod_status_sync_duration_seconds",
    labels: {},
  },
];

function kubelet(metric: string, operation: string): Part {
  return { component: "kubelet", metric, labels: { operation_type: operation } };
}

function queue(name: string): Part {
  return {
    component: "kube-controller-manager",
    metric: "workqueue_queue_duration_seconds",
    labels: { name },
  };
}

/**
 * Means of steps from what the components' histograms grew by. They are of all requests or operations in the trial's
 * time, not of single containers, and no quantile is made from buckets.
 */
export function stepMeansOf(metrics: readonly MetricDelta[]): readonly StepMean[] {
  return [
    ...requestMeans(metrics, "jobs", "job"),
    ...requestMeans(metrics, "pods", "pod"),
    ...direct.flatMap((part) => {
      const mean = meanOf(metrics, part);
      return mean === undefined ? [] : [{ step: part.step, ...mean, source: sourceOf(part) }];
    }),
  ];
}

/** The three parts of a creation: the filters, the write to etcd, and what is left of the whole. */
function requestMeans(
  metrics: readonly MetricDelta[],
  resource: "jobs" | "pods",
  object: "job" | "pod",
): readonly StepMean[] {
  const component = "kube-apiserver";
  const filter = { component, metric: "apiserver_request_filter_duration_seconds" } as const;
  const parts = filters.flatMap((name) => meanOf(metrics, { ...filter, labels: { filter: name } }) ?? []);
  const admission = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  const request = { component, metric: "apiserver_request_duration_seconds" } as const;
  const whole = meanOf(metrics, { ...request, labels: { verb: "POST", resource, subresource: "" } });
  const etcd = { component, metric: "etcd_request_duration_seconds" } as const;
  // One label `type` until v1.33 (apiserver v0.33.13 pkg/storage/etcd3/store.go:292), group and resource since.
  const stored =
    meanOf(metrics, { ...etcd, labels: { operation: "create", resource } }) ??
    meanOf(metrics, { ...etcd, labels: { operation: "create", type: oldTypes[resource] } });
  const steps: StepMean[] = [];
  const count = whole?.count ?? stored?.count ?? 0;
  if (parts.length > 0)
    steps.push({
      step: `${object}-admission`,
      seconds: admission,
      count: Math.max(...parts.map((part) => part.count)),
      source: `${filter.metric}, sum of the filters' means, of requests of any kind`,
    });
  // The filters' means are of requests of any kind: where those took longer than this one, the rest says nothing.
  const rest = whole === undefined || stored === undefined ? 0 : whole.seconds - admission - stored.seconds;
  if (rest > 0 && parts.length > 0)
    steps.push({
      step: `${object}-persisting`,
      seconds: rest,
      count,
      source: `${request.metric}{resource="${resource}"} less filters and etcd; the response is in it`,
    });
  if (stored !== undefined)
    steps.push({
      step: `${object}-stored`,
      ...stored,
      source: `${etcd.metric}{operation="create"} of ${resource}`,
    });
  return steps;
}

const oldTypes = { jobs: "jobs.batch", pods: "pods" } as const;

function meanOf(metrics: readonly MetricDelta[], { component, metric, labels }: Part): Mean | undefined {
  let [sum, count] = [0, 0];
  for (const one of metrics) {
    const isSum = one.name === `${metric}_sum`;
    if (one.component !== component || !(isSum || one.name === `${metric}_count`)) continue;
    if (!Object.entries(labels).every(([label, value]) => (one.labels[label] ?? "") === value)) continue;
    if (isSum) sum += one.delta;
    else count += one.delta;
  }
  return count > 0 ? { seconds: sum / count, count } : undefined;
}

function sourceOf({ metric, labels }: Part): string {
  const list = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return list.length === 0 ? metric : `${metric}{${list.join(",")}}`;
}
