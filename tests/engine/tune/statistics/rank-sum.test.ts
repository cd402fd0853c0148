import { describe, expect, it } from "vitest";
import { rankSum } from "../../../../engine/tune/statistics/rank-sum.ts";

describe("the rank sum test", () => {
  // The values are what scipy.stats.mannwhitneyu(second, first, method="exact") of SciPy 1.17 gives.
  it.each([
    { first: [5, 6, 7], second: [1, 2, 3], lower: 0.05, higher: 1 },
    { first: [9.1, 9.3, 9.2], second: [9.0, 8.7], lower: 0.1, higher: 1 },
    {
      first: [20, 11, 17, 12],
      second: [19, 22, 16, 29, 24],
      lower: 0.9682539682539683,
      higher: 0.05555555555555555,
    },
    {
      first: [0.73, 0.8, 0.83, 1.04, 1.38, 1.45, 1.46, 1.64, 1.89, 1.91],
      second: [0.74, 0.88, 0.9, 1.15, 1.21],
      lower: 0.1272061272061272,
      higher: 0.8967698967698967,
    },
  ])("counts as SciPy does: $first against $second", ({ first, second, lower, higher }) => {
    const ranks = rankSum(first, second);
    expect(ranks.lower).toBeCloseTo(lower, 12);
    expect(ranks.higher).toBeCloseTo(higher, 12);
  });

  it("gives equal values the mean of their ranks, and counts them so", () => {
    // scipy.stats.permutation_test over the sum of rankdata, all permutations.
    const ranks = rankSum([3, 4, 4, 6, 7], [2, 3, 3, 4]);
    expect(ranks.lower).toBeCloseTo(0.07936507936507936, 12);
    expect(ranks.higher).toBeCloseTo(0.9920634920634921, 12);
    expect(rankSum([4, 4], [4, 4])).toMatchObject({ lower: 1, higher: 1 });
  });

  it("knows what so few trials can show", () => {
    expect(rankSum([1, 2], [3, 4]).smallest).toBeCloseTo(1 / 6, 12);
    expect(rankSum([1, 2, 3], [4]).smallest).toBe(1 / 4);
    expect(() => rankSum([], [1])).toThrow(TypeError);
  });
});
