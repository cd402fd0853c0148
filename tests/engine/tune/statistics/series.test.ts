import { describe, expect, it } from "vitest";
import { createRandom } from "../../../../engine/model/kernel/random.ts";
import { cautionOf } from "../../../../engine/tune/statistics/caution.ts";
import { driftOf, nextPair, outlookOf } from "../../../../engine/tune/statistics/series.ts";

describe("trials in turn", () => {
  it("change places, so that a steady drift favours neither side", () => {
    expect([0, 1, 2].map(nextPair)).toEqual([
      ["again", "after"],
      ["after", "again"],
      ["again", "after"],
    ]);
  });

  it("show a drift only beyond the noise, and a single one only beyond twice of it", () => {
    expect(driftOf([20, 21, 20.5], [])).toBeUndefined();
    expect(driftOf([20, 21, 20.5], [19])).toBeUndefined();
    expect(driftOf([20, 21, 20.5], [19, 18.9])).toEqual({ earlier: 20.5, later: 18.95 });
    expect(driftOf([20, 21, 20.5], [18])).toEqual({ earlier: 20.5, later: 18 });
  });

  it("alone count once the machine drifts", () => {
    const series = { before: [20, 21, 20.5], again: [15, 15.2], after: [18, 17.8, 15.1, 15.3] };
    const outlook = outlookOf(series, createRandom(1), 0);
    expect(outlook.difference).toBeCloseTo(0.1, 9);
    expect(outlook).toMatchObject({ better: false, plain: true, drift: { later: 15.1 } });
  });
});

describe("the caution for want of trials", () => {
  it("ends where ranks can tell chance from a difference", () => {
    expect(cautionOf([9, 10, 11], [5, 6], 1 / 10, 0)).toBe(2);
    expect(cautionOf([10, 10, 10], [5, 5], 1 / 10, 0)).toBeCloseTo(1, 9);
    expect(cautionOf([9, 10, 11, 10, 10], [5, 6, 5, 6], 1 / 126, 0)).toBe(0);
  });

  it("takes the spread of a run's other trials for one that is alone", () => {
    expect(cautionOf([10], [5], 1 / 2, 0)).toBeCloseTo(3.4, 9);
    expect(cautionOf([10], [5], 1 / 2, 0.4)).toBeCloseTo(10, 9);
  });
});
