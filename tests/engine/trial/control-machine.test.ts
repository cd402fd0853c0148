import { expect, it } from "vitest";
import { byComponent } from "../../../engine/trial/control-machine.ts";
import type { CpuSample, MetricDelta } from "../../../engine/trial/record.ts";

const sample: CpuSample = { at: 250, hostBusy: 0.9, cores: { "control-machine": 1.2, node: 0.6 } };
const grown = (component: MetricDelta["component"], delta: number, node?: string): MetricDelta => ({
  ...{ component, name: "process_cpu_seconds_total", labels: {}, delta },
  ...(node === undefined ? {} : { node }),
});

it("a control plane's machine is parted among its components as they count themselves", () => {
  const metrics = [
    grown("kube-apiserver", 6),
    grown("etcd", 3),
    grown("kube-scheduler", 1),
    // Runs on a node.
    grown("kubelet", 20, "cloud0"),
    { ...grown("etcd", 50), name: "etcd_disk_wal_fsync_duration_seconds_sum" },
  ];
  const [{ cores } = sample] = byComponent([sample], metrics);
  expect(Object.keys(cores).toSorted()).toEqual(["etcd", "kube-apiserver", "kube-scheduler", "node"]);
  expect(cores["kube-apiserver"]).toBeCloseTo(0.72, 9);
  expect(cores["etcd"]).toBeCloseTo(0.36, 9);
  expect(cores["kube-scheduler"]).toBeCloseTo(0.12, 9);
  expect(cores["node"]).toBe(0.6);
});

it("stays whole where no component was asked, and nothing changes where no machine is", () => {
  expect(byComponent([sample], [])).toEqual([sample]);
  const bare = { ...sample, cores: { etcd: 0.1 } };
  expect(byComponent([bare], [grown("etcd", 1)])).toEqual([bare]);
});
