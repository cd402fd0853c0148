import { expect, test } from "vitest";
import { isTrusted, signalFaults, verifiedKubernetes } from "../../../knowledge/index.ts";

test.each([
  ["v1.33.13", true],
  ["v1.34.0", false],
  ["v1.34.4", false],
  ["v1.34.4-gke.1200", false],
  ["v1.34.7", true],
  ["v1.35.3+k3s1", false],
  ["v1.35.4", true],
  ["v1.36.0", true],
])("latencies in audit annotations of %s: trusted %s", (version, trusted) => {
  expect(isTrusted("apiserver.latency.k8s.io/etcd", version)).toBe(trusted);
});

test("a histogram is refused in all of its parts, and only in the releases that have it wrong", () => {
  const name = "kubelet_run_podsandbox_duration_seconds";
  for (const part of ["", "_bucket", "_sum", "_count"]) {
    expect(isTrusted(`${name}${part}`, "v1.29.6")).toBe(false);
    expect(isTrusted(`${name}${part}`, "v1.35.4")).toBe(false);
    expect(isTrusted(`${name}${part}`, "v1.37.2")).toBe(true);
  }
  expect(isTrusted("scheduler_event_handling_duration_seconds_sum", "v1.34.4")).toBe(false);
  expect(isTrusted("kubelet_runtime_operations_duration_seconds_sum", "v1.34.4")).toBe(true);
});

test("what is wrong in a release is part of all that is known", () => {
  const all = signalFaults();
  expect(signalFaults("v1.34.4").map(({ signal }) => signal)).toEqual(all.map(({ signal }) => signal));
  expect(signalFaults("v1.37.2")).toEqual([]);
  for (const version of verifiedKubernetes)
    for (const fault of signalFaults(version)) expect(all).toContain(fault);
  expect(() => signalFaults("newest")).toThrow("expected a version of Kubernetes, got newest");
});
