import { expect, test } from "vitest";
import { growthOf } from "../../../engine/observe/metric-growth.ts";
import { isOfTrial, isWanted, metricPaths } from "../../../engine/observe/metric-names.ts";
import type { Sample } from "../../../engine/observe/prometheus-text.ts";

const bucket = (le: string, value: number): Sample => ({
  name: "d_bucket",
  labels: { verb: "POST", le },
  value,
});
const plain = (name: string, value: number, labels: Sample["labels"] = {}): Sample => ({
  name,
  labels,
  value,
});

test("a histogram that grew stays whole, one that did not is left out", () => {
  const before = [bucket("0.1", 3), bucket("+Inf", 4), plain("d_count", 4, { verb: "POST" }), plain("c", 7)];
  const after = [
    bucket("0.1", 3),
    bucket("+Inf", 6),
    plain("d_count", 6, { verb: "POST" }),
    plain("d_count", 5, { verb: "PUT" }),
    plain("c", 7),
  ];
  expect(growthOf(before, after)).toEqual([
    { name: "d_bucket", labels: { verb: "POST", le: "0.1" }, delta: 0 },
    { name: "d_bucket", labels: { verb: "POST", le: "+Inf" }, delta: 2 },
    { name: "d_count", labels: { verb: "POST" }, delta: 2 },
    { name: "d_count", labels: { verb: "PUT" }, delta: 5 },
  ]);
});

test("a counter that became smaller counts from 0, since its component was restarted", () => {
  expect(growthOf([plain("c", 70)], [plain("c", 5)])).toEqual([{ name: "c", labels: {}, delta: 5 }]);
});

test("a signal that is known to be wrong is refused, whatever asks for it", () => {
  expect(isWanted("/metrics", "kubelet_runtime_operations_duration_seconds_bucket", "v1.34.4")).toBe(true);
  expect(isWanted("/metrics", "kubelet_run_podsandbox_duration_seconds_sum", "v1.34.4")).toBe(false);
  expect(isWanted("/metrics", "container_start_time_seconds", "v1.34.4")).toBe(false);
  expect(isWanted("/metrics/resource", "container_start_time_seconds", "v1.34.4")).toBe(true);
  expect(metricPaths("kubelet")).toContain("/metrics/cadvisor");
  expect(metricPaths("kube-apiserver")).toEqual(["/metrics"]);
});

test("of containers only the trial's own count, of whole requests only creations of Jobs and pods", () => {
  const start = "container_start_time_seconds";
  expect(isOfTrial(plain(start, 1, { namespace: "trial", container: "c" }), "trial")).toBe(true);
  expect(isOfTrial(plain(start, 1, { namespace: "other", container: "c" }), "trial")).toBe(false);
  const request = "apiserver_request_duration_seconds_count";
  expect(isOfTrial(plain(request, 1, { verb: "POST", resource: "pods" }), "trial")).toBe(true);
  expect(isOfTrial(plain(request, 1, { verb: "POST", resource: "events" }), "trial")).toBe(false);
  expect(isOfTrial(plain(request, 1, { verb: "LIST", resource: "pods" }), "trial")).toBe(false);
});
