import { describe, expect, it } from "vitest";
import {
  bestCase,
  intervalEnd,
  priorServiceTimes,
  simulate,
  withWorkError,
  type ServiceTimes,
  type SimulationInput,
} from "../../../engine/model/index.ts";
import { limits } from "./inputs.ts";

const lifted = limits({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] });
/** Service times that are exactly known. */
const sure = (cores: number): ServiceTimes => ({ ...priorServiceTimes(cores), workError: 0 });
const input = (over: Partial<SimulationInput>): SimulationInput => ({
  method: "pod",
  instances: 400,
  podStart: { minMs: 500, maxMs: 1500 },
  limits: limits(),
  service: sure(2),
  seed: 1,
  ...over,
});

describe("best case", () => {
  it("is never slower than the simulation with every limiter lifted, and not far from it", () => {
    for (const method of ["pod", "file", "call", "container"] as const)
      for (const instances of [1, 20, 100, 400, 1600]) {
        const best = bestCase(input({ method, instances })).deploymentSeconds;
        const free = input({
          method,
          instances,
          limits: { ...lifted, "kube-controller-manager.concurrent-job-syncs": 1000 },
        });
        const simulated = simulate(free).deploymentSeconds;
        // The last pod's own start is at most half a second off the mean that the best case counts with.
        expect(best).toBeLessThanOrEqual(simulated + 0.5);
        if (method === "pod") expect(best).toBeGreaterThan(0.5 * simulated);
      }
  });

  it("is a bound: with work at the low end of what is known of it, never above a simulation of that work", () => {
    const service = priorServiceTimes(2);
    const low = withWorkError(service, -intervalEnd);
    expect(low.workPerPod.server).toBeLessThan(0.6 * service.workPerPod.server);
    for (const instances of [100, 400, 1600]) {
      const best = bestCase(input({ instances, service }));
      const simulated = simulate(input({ instances, limits: lifted, service: low }));
      expect(best.deploymentSeconds).toBeLessThanOrEqual(simulated.deploymentSeconds + 0.5);
      expect(bestCase(input({ instances })).stages.S3).toBeGreaterThan(best.stages.S3);
    }
  });

  it("adds up and shows S3 as the stage that the stock limits hold back", () => {
    const best = bestCase(input({}));
    expect(Object.values(best.stages).reduce((sum, part) => sum + part, 0)).toBeCloseTo(
      best.deploymentSeconds,
      9,
    );
    const measured = simulate(input({})).stages;
    const gaps = Object.entries(best.stages).map(
      ([stage, seconds]) => [stage, measured[stage as keyof typeof measured] - seconds] as const,
    );
    expect(gaps.toSorted((a, b) => b[1] - a[1])[0]![0]).toBe("S3");
  });

  it("does not depend on what can be set, but on the cores", () => {
    expect(bestCase(input({ limits: lifted }))).toEqual(bestCase(input({})));
    const more = bestCase(input({ instances: 1600, service: sure(16) }));
    expect(more.deploymentSeconds).toBeLessThan(bestCase(input({ instances: 1600 })).deploymentSeconds / 2);
    // Three further chunks of 500 wait a second each.
    expect(more.stages.S3).toBeGreaterThanOrEqual(3);
  });
});
