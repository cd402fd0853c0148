import { describe, expect, it } from "vitest";
import { compareTrials, findingNoiseOf, noiseOf, spreadOf } from "../../../engine/tune/compare.ts";
import { createRandom as randomOf } from "../../../engine/model/kernel/random.ts";

describe("comparing trials", () => {
  it("calls a clear difference better, with an interval around it", () => {
    const comparison = compareTrials([20.1, 20.4, 20.3], [4.1, 3.9, 4.0], randomOf(1));
    expect(comparison.better).toBe(true);
    expect(comparison.difference).toBeCloseTo(-16.3, 6);
    expect(comparison.low).toBeLessThanOrEqual(comparison.difference);
    expect(comparison.high).toBeGreaterThanOrEqual(comparison.difference);
  });

  it("does not call an overlap better, nor a change for the worse", () => {
    expect(compareTrials([5.0, 5.4, 5.2], [5.1, 5.3, 5.0], randomOf(1)).better).toBe(false);
    expect(compareTrials([5.0, 5.1, 5.2], [6.1, 6.3, 6.0], randomOf(1)).better).toBe(false);
  });

  it("believes a single trial only when it is far off", () => {
    expect(compareTrials([5.0], [4.0], randomOf(1))).toMatchObject({ difference: -1, better: false });
    expect(compareTrials([5.0, 5.1, 5.2], [4.0], randomOf(1)).better).toBe(false);
    expect(compareTrials([5.0], [2.0], randomOf(1)).better).toBe(true);
  });

  it("gives the same interval for the same seed", () => {
    const trials = [
      [5, 6, 7],
      [4, 5, 6],
    ] as const;
    expect(compareTrials(...trials, randomOf(7))).toEqual(compareTrials(...trials, randomOf(7)));
  });

  it("never says that trials are free of noise", () => {
    expect(noiseOf([10, 10, 10])).toBeCloseTo(0.5, 9);
    expect(noiseOf([10, 12, 11])).toBeCloseTo(2, 9);
    expect(noiseOf([0.68, 0.74, 1.59, 0.75, 0.71])).toBeCloseTo(0.07, 9);
    expect(noiseOf([0.7, 0.7, 1.5, 1.6, 0.7])).toBeCloseTo(0.8, 9);
    expect(findingNoiseOf([44, 96])).toBeCloseTo(17.5, 9);
    expect(findingNoiseOf([10, 12, 11])).toBeCloseTo(2, 9);
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, low: 1, high: 3 });
  });
});
