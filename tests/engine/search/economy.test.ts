import { describe, expect, it } from "vitest";
import { limitsOf, priorServiceTimes, type SimulationInput } from "../../../engine/model/index.ts";
import {
  economyOf,
  partsOf,
  searchJointly,
  simulatedEvaluation,
  spaceOf,
  withCost,
} from "../../../engine/search/index.ts";
import { findParameter } from "../../../knowledge/index.ts";

const qps = "kube-controller-manager.kube-api-qps";
const burst = "kube-controller-manager.kube-api-burst";
const syncs = "kube-controller-manager.concurrent-job-syncs";
const limits = limitsOf([], "v1.34.4");

describe("the cost of a change", () => {
  it("is 1 % of the time for each doubling, each halving and each switch", () => {
    expect(withCost(10, [], limits)).toBe(10);
    expect(withCost(10, [{ parameter: qps, value: 80 }], limits)).toBeCloseTo(10.2, 9);
    expect(withCost(10, [{ parameter: qps, value: 10 }], limits)).toBeCloseTo(10.1, 9);
    expect(
      withCost(10, [{ parameter: "workload.automountServiceAccountToken", value: false }], limits),
    ).toBeCloseTo(10.1, 9);
    // What stays as it is costs nothing.
    expect(withCost(10, [{ parameter: qps, value: 20 }], limits)).toBe(10);
  });
});

describe("the search for the least costly change", () => {
  const input: SimulationInput = {
    method: "pod",
    instances: 400,
    podStart: { minMs: 400, maxMs: 800 },
    service: priorServiceTimes(8),
    limits,
    seed: 1,
  };
  const space = spaceOf(
    partsOf(
      [qps, burst, syncs].map((id) => findParameter(id)!),
      limits,
    ),
  );
  const { evaluations } = searchJointly(space, simulatedEvaluation(input), {
    fraction: 0.03,
    budget: 60,
    economy: economyOf(input),
  });
  const costs = evaluations.map(({ evaluation, settings }) => withCost(evaluation.seconds, settings, limits));

  it("knows from one simulation about which rate suffices, and verifies it", () => {
    const [free, guess] = evaluations;
    const rate = Number(guess!.settings.find(({ parameter }) => parameter === qps)!.value);
    // About 400 requests within half the time without limits, less the burst.
    expect(rate).toBeGreaterThan(20);
    expect(rate).toBeLessThan(1000);
    expect(guess!.settings.map(({ parameter }) => parameter)).not.toContain(syncs);
    expect(costs[1]).toBeLessThan(costs[0]!);
    expect(guess!.evaluation.seconds).toBeLessThan(1.5 * free!.evaluation.seconds);
  });

  it("keeps to its budget, whatever that is, and always knows the present point", () => {
    for (const budget of [1, 2, 3, 5, 9]) {
      const found = searchJointly(space, simulatedEvaluation(input), {
        fraction: 0.03,
        budget,
        economy: economyOf(input),
      });
      expect(found.evaluations.length).toBeLessThanOrEqual(budget);
      expect(found.present.settings).toEqual([]);
    }
  });

  it("comes within 2 % of the least cost of all its evaluations among the first twenty", () => {
    expect(Math.min(...costs.slice(0, 20))).toBeLessThanOrEqual(1.02 * Math.min(...costs));
  });
});
