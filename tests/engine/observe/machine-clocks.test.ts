import { expect, it } from "vitest";
import { machineClocks, offsetOf } from "../../../engine/observe/machine-clocks.ts";
import type { Cluster } from "../../../provisioners/index.ts";

const source = "asked over SSH before and after the trial";

it("a clock lay somewhere between all that it was told before and after", () => {
  expect(
    offsetOf("cloud0", [
      { low: -0.002, high: 0.004 },
      { low: 0.001, high: 0.009 },
    ]),
  ).toEqual([{ host: "cloud0", low: -0.002, high: 0.009, source }]);
  expect(offsetOf("cloud0", [undefined, { low: 0, high: 1 }])).toEqual([
    { host: "cloud0", low: 0, high: 1, source },
  ]);
  expect(offsetOf("cloud0", [undefined, undefined])).toEqual([]);
});

it("each clock of a cluster is asked twice", async () => {
  let asked = 0;
  const bounds = () => Promise.resolve({ low: asked, high: (asked += 1) });
  const cluster = { clocks: [{ host: "edge0", bounds }] } as unknown as Cluster;
  const observer = machineClocks.observe({ cluster } as Parameters<typeof machineClocks.observe>[0]);
  await observer.begin();
  expect(await observer.end([])).toEqual({ clocks: [{ host: "edge0", low: 0, high: 2, source }] });
});
