import { describe, expect, it } from "vitest";
import { dimensionsOf } from "../../../engine/search/dimensions.ts";
import type { Evaluator } from "../../../engine/search/evaluate.ts";
import { coarseNumbers, fineNumbers } from "../../../engine/search/human-numbers.ts";
import { smallestEnough } from "../../../engine/search/smallest.ts";
import type { Setting } from "../../../knowledge/index.ts";
import { limits } from "../model/inputs.ts";

const qps = "kube-controller-manager.kube-api-qps";
const burst = "kube-controller-manager.kube-api-burst";

/** A landscape given as a formula over rate and burst instead of a simulation. */
function landscape(secondsOf: (rate: number, burst: number) => number): Evaluator {
  const evaluate = (changes: readonly Setting[]): number => {
    const value = (id: string, now: number): number =>
      Number(changes.findLast(({ parameter }) => parameter === id)?.value ?? now);
    return secondsOf(value(qps, 20), value(burst, 30));
  };
  return Object.assign(evaluate, { spent: () => 0 });
}
const choose = (evaluate: Evaluator, fraction = 0.03) =>
  smallestEnough(dimensionsOf([qps, burst], limits()), [[]], evaluate, fraction)[0]!;
const sizes = (settings: readonly Setting[]) => settings.map(({ value }) => value);

describe("smallest value that is enough", () => {
  it("finds the knee of a curve that falls with 1 / rate to a floor", () => {
    const { settings } = choose(landscape((rate) => Math.max(1000 / rate, 4)));
    expect(sizes(settings)).toEqual([250, 250]);
  });

  it("stays below the place where an unpaced burst makes it slower, not at the end of the range", () => {
    const { value } = choose(landscape((rate) => 1000 / rate + rate / 50));
    // Best near 224; within 3 % of it from about 180.
    expect(value).toBeGreaterThanOrEqual(150);
    expect(value).toBeLessThanOrEqual(250);
  });

  it("takes the greater burst only where it is what helps", () => {
    const bursty = choose(landscape((rate, size) => Math.max(0, 400 - size) / rate + 1));
    expect(sizes(bursty.settings)[1]).toBe(400);
    const paced = choose(landscape((rate, size) => Math.max(1000 / rate, 4) + size / 1000));
    expect(sizes(paced.settings)[1]).toBe(sizes(paced.settings)[0]);
  });

  it("keeps the present values of a flat landscape", () => {
    expect(choose(landscape(() => 5)).settings).toEqual([]);
  });
});

describe("human numbers", () => {
  it("go 1, 2, 5 coarsely and in two digits finely", () => {
    expect(coarseNumbers(20, 1000)).toEqual([50, 100, 200, 500, 1000]);
    expect(fineNumbers(100, 200)).toEqual([120, 150, 200]);
    expect(coarseNumbers(0.1, 1)).toEqual([0.2, 0.5, 1]);
    expect(coarseNumbers(10_000, 10_000)).toEqual([]);
  });
});
