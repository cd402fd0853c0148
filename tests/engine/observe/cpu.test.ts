import { expect, test } from "vitest";
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

test("processor use of this program and of a process that is gone", async () => {
  const processes = () => [{ component: "etcd" as const, pid: 2 ** 22 + 1 }];
  const observer = cpu({ cluster: { processes } } as unknown as ObservedTrial);
  await observer.begin();
  const before = process.cpuUsage();
  // Five ticks of the kernel's count.
  while (process.cpuUsage(before).user < 50_000);
  const [sample] = (await observer.end()).cpu!;
  expect(sample!.cores["columbo"]).toBeGreaterThan(0);
  expect(sample!.cores["etcd"]).toBe(0);
  expect(sample!.hostBusy).toBeGreaterThan(0);
});
