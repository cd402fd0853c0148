import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { contentionOf, startsBeside } from "../../../../engine/model/calibrate/contention.ts";
import type { StartWork } from "../../../../engine/model/index.ts";
import type { TrialRecord } from "../../../../engine/trial/index.ts";
import { recordOf } from "../record-of.ts";
import { limits } from "../inputs.ts";
import { priorServiceTimes } from "../../../../engine/model/index.ts";

const line = (alone: number, each: number, besides: readonly number[]): StartWork[] =>
  besides.map((beside) => ({ beside, perPod: alone * (1 + each * beside) }));

describe("contention of pods' starts on their node", () => {
  it("is the slope of work per pod over the starts beside it, once trials are far apart", () => {
    const found = contentionOf(line(0.2, 0.01, [0, 16, 78, 80, 82]))!;
    expect(found.each).toBeGreaterThan(0.008);
    expect(found.each).toBeLessThan(0.0102);
    expect(found.alone / 0.2).toBeGreaterThan(0.95);
    expect(found.alone / 0.2).toBeLessThan(1.1);
  });

  it("stays near the prior where trials are close together: they cannot tell", () => {
    const steep = contentionOf(line(0.2, 0.05, [0, 4]))!;
    const flat = contentionOf(line(0.2, 0, [0, 4]))!;
    expect(Math.abs(steep.each - flat.each)).toBeLessThan(0.001);
  });

  it("is not moved by one trial that something else disturbed", () => {
    const good = line(0.2, 0.005, [0, 16, 76, 78, 80, 82]);
    const disturbed = [...good, { beside: 79, perPod: 0.6 }];
    expect(Math.abs(contentionOf(disturbed)!.each - contentionOf(good)!.each)).toBeLessThan(0.002);
  });

  it("is unknown without trials", () => {
    expect(contentionOf([])).toBeUndefined();
    expect(contentionOf([{ beside: 3, perPod: 0 }])).toBeUndefined();
  });

  test.prop([
    fc.array(
      fc.record({
        beside: fc.integer({ min: 0, max: 110 }),
        perPod: fc.double({ min: 0.01, max: 2, noNaN: true }),
      }),
      {
        minLength: 1,
        maxLength: 12,
      },
    ),
  ])("is never negative, and leaves work to a start alone", (trials) => {
    const found = contentionOf(trials)!;
    expect(found.each).toBeGreaterThanOrEqual(0);
    expect(found.alone).toBeGreaterThan(0);
    expect(found.alone).toBeLessThanOrEqual(Math.max(...trials.map(({ perPod }) => perPod)));
  });
});

describe("starts beside one", () => {
  /** Pods that are on their way to running between these times, seconds. */
  const started = (...spans: readonly (readonly [number, number])[]): TrialRecord => {
    const record = recordOf({
      method: "pod",
      instances: spans.length,
      podStart: { minMs: 1, maxMs: 1 },
      nodes: ["real"],
      limits: limits(),
      service: priorServiceTimes(2),
      seed: 1,
    });
    const at = (seconds: number) => ({ seconds, source: "test", precision: 0 });
    const containers = record.timeline.containers.map((container, index) => ({
      ...container,
      points: {
        ...container.points,
        "pod-delivered": at(spans[index]![0]),
        "container-running": at(spans[index]![1]),
      },
    }));
    return { ...record, timeline: { ...record.timeline, containers } };
  };

  it("are none for a single pod, and for pods one after the other", () => {
    expect(startsBeside(started([0, 1]))).toBe(0);
    expect(startsBeside(started([0, 1], [1, 2], [2, 3]))).toBe(0);
  });

  it("are all the others where all start at once", () => {
    expect(startsBeside(started([0, 2], [0, 2], [0, 2], [0, 2]))).toBeCloseTo(3);
  });

  it("count with the time that they share", () => {
    // Each of the two has the other beside it for half of its time.
    expect(startsBeside(started([0, 2], [1, 3]))).toBeCloseTo(0.5);
  });
});
