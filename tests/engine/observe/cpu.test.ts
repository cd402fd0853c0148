import { once } from "node:events";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { allowedProcessors, hostTicks } from "../../../engine/observe/proc.ts";
import { cpu, samplesOf, type Reading } from "../../../engine/observe/cpu.ts";
import type { ObservedTrial } from "../../../engine/observe/observer.ts";

/** A reading at a time in milliseconds, after so many ticks of one component on a machine of two cores. */
const reading = (at: number, ticks: number): Reading => ({
  at,
  hostBusy: ticks,
  hostTotal: at / 5,
  used: new Map([["etcd", ticks]]),
});

test("a reading right before the last makes no sample of its own", () => {
  const samples = samplesOf([reading(0, 0), reading(250, 25), reading(500, 50), reading(501, 51)]);
  expect(samples.map(({ at }) => at)).toEqual([250, 501]);
  expect(samples[0]!.cores["etcd"]).toBeCloseTo(1, 9);
  expect(samples[1]!.cores["etcd"]).toBeCloseTo(26 / 25.1, 9);
  expect(samples[1]!.hostBusy).toBeCloseTo(26 / 50.2, 9);
});

test("a virtual machine is as busy as its process, of what it may use", () => {
  const machine = (at: number, ticks: number): Reading => ({
    ...{ at, hostBusy: ticks, hostTotal: at / 2.5 },
    used: new Map([
      ["node", ticks],
      ["control-machine", ticks / 10],
    ]),
    limits: new Map([
      ["node", 0.5],
      ["control-machine", 2],
    ]),
  });
  const [sample] = samplesOf([machine(0, 0), machine(1000, 52)]);
  expect(sample?.cores["node"]).toBeCloseTo(0.52, 9);
  expect(sample?.machinesBusy?.["node"]).toBe(1);
  expect(sample?.machinesBusy?.["control-machine"]).toBeCloseTo(0.026, 9);
});

test("a node's virtual machine counts as the node, an endpoint's as its own", async () => {
  const busy = spawn(process.execPath, ["-e", "setTimeout(() => process.exit(), 5000); while (true);"]);
  const machine = (role: "worker" | "endpoint") => ({ machine: role, role, pid: busy.pid!, cores: 1 });
  const cluster = {
    processes: () => [],
    nodes: [],
    machineProcesses: [machine("worker"), machine("endpoint")],
  };
  const observer = cpu({ cluster, clients: new Set() } as unknown as ObservedTrial);
  await observer.begin();
  await sleep(600);
  const samples = (await observer.end()).cpu!;
  busy.kill();
  const { cores, machinesBusy } = samples.at(-1)!;
  expect(cores["node"]).toBeGreaterThan(0);
  expect(cores["endpoint-machine"]).toBe(cores["node"]);
  expect(machinesBusy!["node"]).toBeGreaterThan(0);
});

test("processor use of this program and of a process that is gone", async () => {
  const processes = () => [{ component: "etcd" as const, pid: 2 ** 22 + 1 }];
  const observer = cpu({ cluster: { processes, nodes: [] }, clients: new Set() } as unknown as ObservedTrial);
  await observer.begin();
  const before = process.cpuUsage();
  // Five ticks of the kernel's count.
  while (process.cpuUsage(before).user < 50_000);
  const [sample] = (await observer.end()).cpu!;
  expect(sample!.cores["columbo"]).toBeGreaterThan(0);
  expect(sample!.cores["etcd"]).toBe(0);
  expect(sample!.hostBusy).toBeGreaterThan(0);
});

test("a call of the client counts while it runs, and once when it has ended", async () => {
  const program = `
    while (process.cpuUsage().user < 600_000);
    const { user, system } = process.cpuUsage();
    console.log((user + system) / 1e6);
  `;
  const clients = new Set<number>();
  const processes = () => [];
  const observer = cpu({ cluster: { processes, nodes: [] }, clients } as unknown as ObservedTrial);
  await observer.begin();
  const busy = spawn(process.execPath, ["-e", program]);
  const said: string[] = [];
  busy.stdout.on("data", (chunk) => said.push(String(chunk)));
  clients.add(busy.pid!);
  await once(busy, "close");
  clients.delete(busy.pid!);
  const samples = (await observer.end()).cpu!;
  const used = samples.slice(1).map(({ at, cores }, index) => {
    const seconds = (at - samples[index]!.at) / 1000;
    return cores["client"]! * seconds;
  });
  expect(used.filter((seconds) => seconds > 0).length).toBeGreaterThan(1);
  const whole = used.reduce((sum, seconds) => sum + seconds, 0);
  const spent = Number(said.join(""));
  expect(whole).toBeGreaterThan(0.4 * spent);
  expect(whole).toBeLessThan(1.5 * spent);
});

test("only the processors that this process may use count", () => {
  expect([...allowedProcessors("Name:\tx\nCpus_allowed_list:\t0-2,5,8-9\n")]).toEqual([0, 1, 2, 5, 8, 9]);
  expect([...allowedProcessors("")]).toEqual([]);
  const stat =
    "cpu  300 0 0 900 0 0 0 0 0 0\ncpu0 100 5 20 300 10 1 2 3 50 0\ncpu1 200 0 0 100 0 0 0 0 0 0\nintr 1\n";
  expect(hostTicks(stat, new Set([0]))).toEqual({ busy: 131, total: 441 });
  expect(hostTicks(stat, new Set([0, 1]))).toEqual({ busy: 331, total: 741 });
  expect(hostTicks(stat, new Set())).toEqual({ busy: 0, total: 0 });
  const own = allowedProcessors(readFileSync("/proc/self/status", "utf8"));
  expect(own.size).toBeGreaterThan(0);
  expect(hostTicks(readFileSync("/proc/stat", "utf8"), own).total).toBeGreaterThan(0);
});
