import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { samplesOf, type Reading } from "../../../engine/observe/cpu.ts";
import { cpuGroup, cpuMount, quotaBetween, quotaCount } from "../../../engine/observe/quotas.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-quota-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const put = async (files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
};

test("a quota of version 1, and what version 1 counts", async () => {
  await put({
    "cpu.cfs_quota_us": "20000\n",
    "cpu.cfs_period_us": "100000\n",
    "cpu.stat": "nr_periods 40\nnr_throttled 30\nthrottled_time 2100000000\n",
  });
  expect(quotaCount(folder)).toEqual({ cores: 0.2, periods: 40, throttledPeriods: 30 });
});

test("a quota of version 2, whose groups have none by default", async () => {
  await put({
    "cpu.max": "150000 100000\n",
    "cpu.stat": "usage_usec 5\nnr_periods 7\nnr_throttled 1\nthrottled_usec 900\n",
  });
  expect(quotaCount(folder)).toEqual({ cores: 1.5, periods: 7, throttledPeriods: 1 });
  await put({ "cpu.max": "max 100000\n" });
  expect(quotaCount(folder)).toBeUndefined();
});

test("a group of version 1 without a quota, and one without the controller", async () => {
  expect(quotaCount(folder)).toBeUndefined();
  await put({ "cpu.cfs_quota_us": "-1\n", "cpu.cfs_period_us": "100000\n", "cpu.stat": "nr_periods 0\n" });
  expect(quotaCount(folder)).toBeUndefined();
});

test("where the tree of processors is, and where in it a process is", () => {
  const hybrid = [
    "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755",
    "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct",
    "34 31 0:31 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset",
    "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw",
  ].join("\n");
  expect(cpuMount(hybrid)).toEqual({ folder: "/sys/fs/cgroup/cpu,cpuacct", isV2: false });
  expect(cpuMount("41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw")).toEqual({
    folder: "/sys/fs/cgroup",
    isV2: true,
  });
  const groups = "3:cpuset:/\n2:cpu,cpuacct:/kube/api\n0::/user.slice\n";
  expect(cpuGroup(groups, false)).toBe("/kube/api");
  expect(cpuGroup(groups, true)).toBe("/user.slice");
});

test("samples bear the part of the periods in between in which a component was stopped", () => {
  const count = (periods: number, throttledPeriods: number) =>
    new Map([["kube-apiserver", { cores: 0.2, periods, throttledPeriods }]]);
  const reading = (at: number, quotas: Reading["quotas"]): Reading => ({
    ...{ at, hostBusy: at / 10, hostTotal: at / 5, used: new Map() },
    ...(quotas === undefined ? {} : { quotas }),
  });
  const samples = samplesOf([reading(0, count(4, 0)), reading(250, count(6, 2)), reading(500, count(9, 3))]);
  expect(samples.map(({ quotas }) => quotas?.["kube-apiserver"]?.throttledShare)).toEqual([1, 1 / 3]);
  expect(samplesOf([reading(0, undefined), reading(250, undefined)])[0]).not.toHaveProperty("quotas");
  expect(
    quotaBetween(
      { cores: 1, periods: 3, throttledPeriods: 1 },
      { cores: 1, periods: 3, throttledPeriods: 1 },
    ),
  ).toEqual({ cores: 1, throttledShare: 0 });
});
