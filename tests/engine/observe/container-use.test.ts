import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { containerUse } from "../../../engine/observe/container-use.ts";
import type { ObservedTrial } from "../../../engine/observe/observer.ts";
import { usesFromMetrics } from "../../../engine/observe/use-from-metrics.ts";

/** Control groups as plain files, which the kernel would write. */
async function groupsOf(files: Readonly<Record<string, string>>): Promise<string> {
  const top = await mkdtemp(join(tmpdir(), "columbo-uses-"));
  onTestFinished(() => rm(top, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(top, path)), { recursive: true });
    await writeFile(join(top, path), text);
  }
  return top;
}

const pod = { name: "p", job: "j", uid: "u1", node: "n", containers: ["app-1"], ids: { "app-1": "c1" } };

function usesOn(cgroups: Readonly<Record<string, string>>) {
  const cluster = { nodes: [{ name: "n", kind: "real", cgroups }] };
  return containerUse({ cluster } as unknown as ObservedTrial)
    .end([
      pod,
      { ...pod, name: "elsewhere", node: "kwok-1" },
      { ...pod, name: "ended", ids: { "app-1": "c2" } },
    ])
    .then(({ uses }) => uses);
}

test("version 1 has a tree for each controller", async () => {
  const group = "kubepods/burstable/podu1/c1";
  const top = await groupsOf({
    [`cpuacct/${group}/cpuacct.usage`]: "1500000000\n",
    [`cpu/${group}/cpu.stat`]: "nr_periods 60\nnr_throttled 58\nthrottled_time 4250000000\n",
    "cpu/kubepods/burstable/podu1/cpu.stat": "throttled_time 1750000000\n",
    [`memory/${group}/memory.max_usage_in_bytes`]: "67108864\n",
  });
  expect(await usesOn({ cpu: `${top}/cpu`, cpuacct: `${top}/cpuacct`, memory: `${top}/memory` })).toEqual([
    {
      pod: "p",
      container: "app-1",
      cpuSeconds: 1.5,
      throttledSeconds: 6,
      peakMemoryMiB: 64,
      source: "control group",
    },
  ]);
});

test("version 2 has one, and guaranteed pods lie on top", async () => {
  const group = "kubepods/podu1/c1";
  const top = await groupsOf({
    [`${group}/cpu.stat`]: "usage_usec 1500000\nnr_throttled 58\nthrottled_usec 4250000\n",
    [`${group}/memory.peak`]: "67108864\n",
  });
  expect(await usesOn({ cpu: top, cpuacct: top, memory: top })).toMatchObject([
    { cpuSeconds: 1.5, throttledSeconds: 4.25, peakMemoryMiB: 64 },
  ]);
});

test("elsewhere kubelets count; a highest memory of 0 is none", () => {
  const labels = { namespace: "ns", pod: "p", container: "web" };
  const metric = (name: string, delta: number, node = "n") =>
    ({ component: "kubelet", node, name, labels, delta }) as const;
  const metrics = [
    metric("container_cpu_cfs_throttled_seconds_total", 4.2),
    metric("container_cpu_usage_seconds_total", 1.4),
    metric("container_memory_max_usage_bytes", 0),
    metric("container_cpu_usage_seconds_total", 9, "here"),
    metric("container_start_time_seconds", 1),
  ];
  expect(usesFromMetrics(metrics, (node) => node !== "here")).toEqual([
    { pod: "p", container: "web", throttledSeconds: 4.2, cpuSeconds: 1.4, source: "kubelet metrics" },
  ]);
});
