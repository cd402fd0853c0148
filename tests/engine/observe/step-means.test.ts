import { expect, test } from "vitest";
import { stepMeansOf } from "../../../engine/observe/step-means.ts";
import type { MetricDelta } from "../../../engine/trial/index.ts";

/** A histogram's growth: so many observations of so many seconds in all. */
function grew(
  component: MetricDelta["component"],
  metric: string,
  labels: MetricDelta["labels"],
  seconds: number,
  count: number,
): readonly MetricDelta[] {
  return [
    { component, name: `${metric}_bucket`, labels: { ...labels, le: "+Inf" }, delta: count },
    { component, name: `${metric}_sum`, labels, delta: seconds },
    { component, name: `${metric}_count`, labels, delta: count },
  ];
}

const server = "kube-apiserver";
const filter = "apiserver_request_filter_duration_seconds";
const request = "apiserver_request_duration_seconds";
const etcd = "etcd_request_duration_seconds";

const requests = [
  ...grew(server, filter, { filter: "authentication" }, 0.1, 100),
  ...grew(server, filter, { filter: "authorization" }, 0.2, 100),
  ...grew(server, request, { verb: "POST", resource: "pods", subresource: "" }, 0.08, 8),
  ...grew(server, request, { verb: "POST", resource: "pods", subresource: "binding" }, 9, 8),
];

test.each([
  ["v1.34", { operation: "create", group: "", resource: "pods" }],
  ["v1.33", { operation: "create", type: "pods" }],
])("a creation is taken apart into filters, admission and etcd, with the labels of %s", (_, labels) => {
  const means = stepMeansOf([...requests, ...grew(server, etcd, labels, 0.032, 8)]);
  const of = (step: string) => means.find((mean) => mean.step === step);
  expect(of("pod-admission")).toMatchObject({ count: 100 });
  expect(of("pod-admission")!.seconds).toBeCloseTo(0.003, 9);
  expect(of("pod-persisting")!.seconds).toBeCloseTo(0.01 - 0.003 - 0.004, 9);
  expect(of("pod-stored")!.seconds).toBeCloseTo(0.004, 9);
  expect(of("job-stored")).toBeUndefined();
});

test("what is left of a creation is no step where the filters and etcd took longer on average than the whole", () => {
  const labels = { operation: "create", group: "", resource: "pods" };
  const means = stepMeansOf([...requests, ...grew(server, etcd, labels, 0.08, 8)]);
  expect(means.map(({ step }) => step).filter((step) => step.startsWith("pod-"))).toEqual([
    "pod-admission",
    "pod-stored",
  ]);
});

test("filter and score of the scheduler apart, kubelets together, nothing of what was not read", () => {
  const point = "scheduler_framework_extension_point_duration_seconds";
  const runtime = "kubelet_runtime_operations_duration_seconds";
  const kubelet = (node: string, seconds: number): readonly MetricDelta[] =>
    grew("kubelet", runtime, { operation_type: "run_podsandbox" }, seconds, 2).map((one) => ({
      ...one,
      node,
    }));
  const means = stepMeansOf([
    ...grew("kube-scheduler", point, { extension_point: "Filter", profile: "p" }, 0.01, 10),
    ...grew("kube-scheduler", point, { extension_point: "Score", profile: "p" }, 0.02, 10),
    ...kubelet("a", 0.2),
    ...kubelet("b", 0.6),
  ]);
  expect(means.map(({ step, seconds, count, source }) => [step, seconds, count, source])).toEqual([
    ["pod-binding", 0.001, 10, `${point}{extension_point="Filter"}`],
    ["pod-binding", 0.002, 10, `${point}{extension_point="Score"}`],
    ["sandbox-ready", 0.2, 4, `${runtime}{operation_type="run_podsandbox"}`],
  ]);
  expect(stepMeansOf([])).toEqual([]);
});
