import { expect, it } from "vitest";
import { withUpperBounds } from "../../../engine/timeline/index.ts";
import { boundsFromRenewals } from "../../../engine/timeline/lease-bounds.ts";
import { realPath, realPod, seenTrial, stampsOf, start } from "../../support/synthetic-stamps.ts";

/** Renewals by a clock that is this many milliseconds ahead of ours, which arrive after these delays. */
const renewals = (host: string, ahead: number, delays: readonly number[]) =>
  delays.map((delay, index) => ({
    host,
    renewedAt: start + index * 10_000 + ahead,
    arrivedAt: start + index * 10_000 + delay,
  }));

it.each([2000, 0, -2000])(
  "bounds a clock that is %d ms ahead from below by the quickest renewal",
  (ahead) => {
    const [bound] = boundsFromRenewals(renewals("real-1", ahead, [40, 3, 12]));
    expect(bound).toMatchObject({ host: "real-1", source: "3 renewals of its Lease" });
    expect(bound!.low! * 1000).toBeCloseTo(ahead - 3, 6);
    expect(bound!.high).toBeUndefined();
  },
);

it("bounds each host by its own renewals", () => {
  const bounds = boundsFromRenewals([...renewals("a", 0, [5]), ...renewals("b", 100, [1])]);
  expect(bounds.map(({ host, low }) => [host, Math.round(low! * 1000)])).toEqual([
    ["a", -5],
    ["b", 99],
  ]);
});

it.each([2000, 0, -2000])(
  "bounds a clock that is %d ms ahead from above by what it did for the workload",
  (ahead) => {
    const byNode = (ms: number | undefined): number => (ms ?? 0) + ahead;
    const times = { ...realPath, "pod-delivered": byNode(126), "container-created": byNode(560) };
    const stamps = stampsOf(realPod, times);
    const [low] = boundsFromRenewals(renewals("real-1", ahead, [4]));
    const own = stamps.filter(({ point }) => ["pod-delivered", "container-created"].includes(point));
    const others = stamps.filter(({ point }) => point === "pod-stored");
    const [bound] = withUpperBounds([low!], seenTrial([...own, ...others]));
    expect(bound!.low! * 1000).toBeCloseTo(ahead - 4, 6);
    expect(bound!.high! * 1000).toBeCloseTo(ahead + 126, 6);
    expect(bound!.low! * 1000).toBeLessThanOrEqual(ahead);
    expect(bound!.high! * 1000).toBeGreaterThanOrEqual(ahead);
  },
);

it("bounds components of the control plane by their own logs, and nothing by Columbo's watches", () => {
  const hosts = ["kube-scheduler", "kube-apiserver", "real-1"].map((host) => ({
    host,
    low: 0,
    source: "test",
  }));
  const watched = stampsOf(realPod, { "pod-delivered": 1 }, { source: "pod watch" });
  const late = stampsOf(realPod, { "pod-delivered": 2 }, { late: true });
  const control = stampsOf(realPod, { "job-received": 100, "pod-queued": 117, "pod-received": 110 });
  const bounds = withUpperBounds(hosts, seenTrial([...watched, ...late, ...control]));
  expect(bounds.map(({ host, high }) => [host, high])).toEqual([
    ["kube-scheduler", 0.117],
    ["kube-apiserver", 0.1],
    ["real-1", undefined],
  ]);
});
