import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, rmdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import {
  diskBytesOfV1,
  diskBytesOfV2,
  groupCpuSeconds,
  readGroup,
} from "../../../engine/observe/cgroup-usage.ts";
import { cpu } from "../../../engine/observe/cpu.ts";
import type { ObservedTrial } from "../../../engine/observe/observer.ts";
import { someTotal } from "../../../engine/observe/pressure.ts";
import { diskBytesOfHost, usedBytes } from "../../../engine/observe/proc.ts";
import { usage } from "../../../engine/observe/usage.ts";
import { samplesBetween } from "../../../engine/observe/usage-samples.ts";

/** A trial of a cluster that is this process, as etcd, with these nodes. */
const trial = (nodes: readonly object[] = [], more: readonly object[] = []): ObservedTrial =>
  ({
    cluster: { processes: () => [{ component: "etcd", pid: process.pid }, ...more], nodes },
    clients: new Set(),
  }) as unknown as ObservedTrial;

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-usage-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test("memory and disk of the machine and of a component", async () => {
  const observer = usage(trial());
  await observer.begin();
  await sleep(60);
  const { usage: samples } = await observer.end();
  const host = samples!.find(({ of }) => of === "host")!;
  expect(host.memoryMiB).toBeGreaterThan(10);
  expect(host.writtenMBps).toBeGreaterThanOrEqual(0);
  const own = samples!.find(({ of }) => of === "etcd")!;
  expect(own.memoryMiB).toBeGreaterThan(10);
  expect(own.memoryMiB).toBeLessThan(host.memoryMiB! + 10_000);
  expect(own.cores).toBeGreaterThanOrEqual(0);
});

test("pressure is there where the kernel counts it, and else that is said", async () => {
  const observer = usage(trial());
  await observer.begin();
  await sleep(60);
  const { usage: samples, unseen } = await observer.end();
  const host = samples!.find(({ of }) => of === "host")!;
  if (existsSync("/proc/pressure/cpu")) {
    expect(host.pressure!.cpu).toBeGreaterThanOrEqual(0);
    expect(unseen).toEqual([]);
  } else expect(unseen!.map(({ source }) => source)).toEqual(["pressure"]);
});

test("an observer that is ended twice, or never began, does no harm", async () => {
  expect((await usage(trial()).end()).usage).toEqual([]);
  const observer = usage(trial());
  await observer.begin();
  await observer.end();
  await observer.end();
});

test("rates are since the reading before of the same; a reading right after another counts not", () => {
  const reading = (at: number, of: string, cpuSeconds: number, written: number) => ({
    at,
    of,
    cpuSeconds,
    memoryBytes: 3 * 2 ** 20,
    disk: { read: 0, written },
    pressure: { io: at * 100 },
  });
  const samples = samplesBetween([
    reading(0, "a", 1, 0),
    reading(0, "b", 7, 0),
    reading(500, "a", 2, 4e6),
    reading(500, "b", 5, 0),
    reading(510, "a", 9, 9e9),
  ]);
  expect(samples).toEqual([
    { at: 500, of: "a", cores: 2, memoryMiB: 3, readMBps: 0, writtenMBps: 8, pressure: { io: 10 } },
    { at: 500, of: "b", cores: 0, memoryMiB: 3, readMBps: 0, writtenMBps: 0, pressure: { io: 10 } },
  ]);
});

test("control groups of both versions", async () => {
  const [one, two] = [await temporaryFolder(), await temporaryFolder()];
  await writeFile(join(one, "cpuacct.usage"), "2500000000\n");
  await writeFile(join(one, "memory.usage_in_bytes"), "4096\n");
  await writeFile(
    join(one, "blkio.throttle.io_service_bytes_recursive"),
    "254:0 Read 10\n254:0 Write 20\n254:0 Sync 30\n254:16 Read 1\n254:16 Total 1\nTotal 61\n",
  );
  const folders = { cpuacct: one, memory: one, blkio: one };
  expect(readGroup(folders)).toEqual({
    cpuSeconds: 2.5,
    memoryBytes: 4096,
    disk: { read: 11, written: 20 },
    pressure: {},
  });
  await writeFile(join(two, "cpu.stat"), "usage_usec 1500000\nuser_usec 1000000\n");
  await writeFile(join(two, "memory.current"), "8192\n");
  await writeFile(
    join(two, "io.stat"),
    "254:0 rbytes=5 wbytes=6 rios=1 wios=1 dbytes=0 dios=0\n8:0 rbytes=1 wbytes=1\n",
  );
  await writeFile(
    join(two, "memory.pressure"),
    "some avg10=0.00 avg60=0.00 avg300=0.00 total=77\nfull total=3\n",
  );
  expect(readGroup({ cpuacct: two, memory: two, blkio: two })).toEqual({
    cpuSeconds: 1.5,
    memoryBytes: 8192,
    disk: { read: 6, written: 7 },
    pressure: { memory: 77 },
  });
  expect(readGroup({})).toMatchObject({ cpuSeconds: undefined, memoryBytes: undefined, disk: undefined });
  expect([diskBytesOfV1(""), diskBytesOfV2(""), someTotal("")]).toEqual([undefined, undefined, undefined]);
});

test("disks count, their partitions and what lies in memory do not", () => {
  const line = (name: string): string => `   8  0 ${name} 1 0 4 0 1 0 6 0 0 0 0 0 0 0 0 0 0`;
  const text = ["sda", "sda1", "loop0", "zram0", "dm-0", "nvme0n1"].map(line).join("\n");
  const disks = new Set(["sda", "loop0", "zram0", "dm-0", "nvme0n1"]);
  expect(diskBytesOfHost(text, disks)).toEqual({ read: 2 * 4 * 512, written: 2 * 6 * 512 });
  expect(usedBytes("MemTotal:  100 kB\nMemFree:  1 kB\nMemAvailable:  40 kB\n")).toBe(60 * 1024);
  expect(usedBytes("MemTotal:  100 kB\n")).toBeUndefined();
});

const accounting = "/sys/fs/cgroup/cpuacct";
const unified = "/sys/fs/cgroup";
const parent = existsSync(`${accounting}/cpuacct.usage`) ? accounting : unified;
const canMakeGroups = process.getuid?.() === 0 && existsSync(join(parent, "cgroup.procs"));

test.skipIf(!canMakeGroups)(
  "what a node's short-lived children use counts by its control group, once",
  async () => {
    const folder = join(parent, `columbo-test-${process.pid}`);
    await mkdir(folder);
    onTestFinished(async () => {
      for (let tried = 0; tried < 100; tried += 1)
        if (
          await rmdir(folder).then(
            () => true,
            () => sleep(50, false),
          )
        )
          return;
    });
    // A shell in the group whose child works and ends: no process is left that the time could be read from.
    const work = "const t = process.cpuUsage; while (t().user + t().system < 3e5);";
    const shell = spawn("/bin/sh", ["-c", 'read go; "$0" -e "$1"; :', process.execPath, work], {
      stdio: ["pipe", "ignore", "ignore"],
    });
    await writeFile(join(folder, "cgroup.procs"), `${shell.pid}`);
    const nodes = [{ name: "worker-0", kind: "real", cgroups: { cpuacct: folder } }];
    const kubelet = { component: "kubelet", node: "worker-0", pid: process.pid };
    const observer = cpu(trial(nodes, [kubelet]));
    await observer.begin();
    const before = groupCpuSeconds({ cpuacct: folder })!;
    shell.stdin.end("\n");
    await once(shell, "exit");
    const spent = groupCpuSeconds({ cpuacct: folder })! - before;
    expect(spent).toBeGreaterThan(0.25);
    const samples = (await observer.end()).cpu!;
    expect(samples.every(({ cores }) => !("kubelet" in cores))).toBe(true);
    const seen = samples.slice(1).reduce((sum, { at, cores }, index) => {
      return sum + (cores["node"]! * (at - samples[index]!.at)) / 1000;
    }, 0);
    // The first sample's length is not in the samples.
    expect(seen).toBeLessThan(spent + 0.05);
    expect(samples.some(({ cores }) => cores["node"]! > 0)).toBe(true);
  },
);
