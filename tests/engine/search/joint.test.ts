import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { searchJointly, type JointResult } from "../../../engine/search/joint.ts";
import type { Guesser } from "../../../engine/search/minimise.ts";
import { partsOf } from "../../../engine/search/parts.ts";
import { spaceOf } from "../../../engine/search/space.ts";
import type { Evaluate } from "../../../engine/search/trace.ts";
import type { Parameter } from "../../../knowledge/index.ts";
import { bucket, contended, landscape, parameter } from "./landscapes.ts";

const fraction = 0.03;
const budget = 300;

function search(
  parameters: readonly Parameter[],
  now: Readonly<Record<string, number>>,
  evaluate: Evaluate,
  over: { readonly budget?: number; readonly guesser?: Guesser } = {},
): JointResult {
  return searchJointly(spaceOf(partsOf(parameters, now)), evaluate, { fraction, budget, ...over });
}
const valuesOf = ({ recommended }: JointResult): Record<string, number> =>
  Object.fromEntries(recommended.settings.map(({ parameter: id, value }) => [id, Number(value)]));
const secondsOf = (result: JointResult): number => result.recommended.evaluation.seconds;

const pool = (name: string) => parameter(name, { kind: "worker-pool", pool: name });
const limited = fc.record({
  first: fc.double({ min: 50, max: 20_000, noNaN: true }),
  second: fc.double({ min: 50, max: 20_000, noNaN: true }),
  third: fc.integer({ min: 1, max: 2000 }),
  floor: fc.double({ min: 0.5, max: 20, noNaN: true }),
});
const now = { "a.qps": 20, "a.burst": 30, "b.qps": 50, "b.burst": 100, workers: 5, idle: 7, idler: 9 };
const several = [...bucket("a"), ...bucket("b"), pool("workers"), pool("idle"), pool("idler")];
/** Whatever holds back most decides; two of the parameters bound nothing. */
const slowest = ({
  first,
  second,
  third,
  floor,
}: {
  first: number;
  second: number;
  third: number;
  floor: number;
}) =>
  landscape(
    now,
    (value) => Math.max(first / value("a.qps"), second / value("b.qps"), third / value("workers")) + floor,
  );

describe("joint search where limiters only hold back", () => {
  test.prop([limited])(
    "comes within the fraction of the optimum, with no more changes than needed",
    (shape) => {
      const result = search(several, now, slowest(shape));
      const optimum = slowest(shape)(
        Object.entries({ "a.qps": 10_000, "b.qps": 10_000, workers: 10_000 }).map(([id, value]) => ({
          parameter: id,
          value,
        })),
      ).seconds;
      expect(secondsOf(result)).toBeLessThanOrEqual((1 + fraction) * optimum * (1 + 1e-9));
      expect(valuesOf(result)).not.toHaveProperty("idle");
      expect(valuesOf(result)).not.toHaveProperty("idler");
    },
  );

  test.prop([limited])(
    "recommends values that a person would write, none much higher than needed",
    (shape) => {
      const values = valuesOf(search(several, now, slowest(shape)));
      const allowance = (shape.floor * fraction) / 2;
      for (const [id, objects] of [
        ["a.qps", shape.first],
        ["b.qps", shape.second],
        ["workers", shape.third],
      ] as const)
        if (id in values)
          expect(values[id]!).toBeLessThanOrEqual(1.6 * Math.max(now[id], objects / allowance));
    },
  );

  test.prop([limited])("never recommends what is slower than the present", (shape) => {
    const result = search(several, now, slowest(shape));
    expect(secondsOf(result)).toBeLessThanOrEqual(result.present.evaluation.seconds);
    expect(result.best.evaluation.seconds).toBeLessThanOrEqual(secondsOf(result));
  });

  test.prop([limited, fc.integer({ min: 1, max: 60 })])(
    "keeps to its budget, whatever that is",
    (shape, evaluations) => {
      const evaluate = slowest(shape);
      const result = search(several, now, evaluate, { budget: evaluations });
      expect(evaluate.asked()).toBeLessThanOrEqual(evaluations);
      expect(evaluate.asked()).toBe(result.evaluations.length);
      expect(secondsOf(result)).toBeLessThanOrEqual(result.present.evaluation.seconds);
    },
  );

  test.prop([limited])("answers the same question alike", (shape) => {
    expect(search(several, now, slowest(shape))).toEqual(search(several, now, slowest(shape)));
  });
});

describe("joint search where more is not better", () => {
  const one = bucket("a");
  const start = { "a.qps": 20, "a.burst": 30 };

  test.prop([
    fc.double({ min: 100, max: 5000, noNaN: true }),
    fc.double({ min: 20, max: 2000, noNaN: true }),
  ])("finds the optimum between too slow and too fast", (objects, at) => {
    const formula = (rate: number): number => objects / rate + (objects * rate) / at ** 2;
    const result = search(
      one,
      start,
      landscape(start, (value) => formula(value("a.qps"))),
    );
    expect(secondsOf(result)).toBeLessThanOrEqual(1.035 * formula(at));
    expect(valuesOf(result)["a.qps"] ?? 20).toBeLessThan(10_000);
  });

  test.prop(
    [
      fc.record({
        pods: fc.integer({ min: 60, max: 90 }),
        cores: fc.integer({ min: 1, max: 8 }),
        work: fc.double({ min: 0.1, max: 0.4, noNaN: true }),
        contention: fc.double({ min: 0.005, max: 0.03, noNaN: true }),
      }),
    ],
    { numRuns: 8 },
  )("paces a burst that would contend for the processor", (shape) => {
    const evaluate = landscape(start, (value) => contended(shape, value("a.qps"), value("a.burst")));
    const possible = shape.cores / shape.work / (1 + shape.contention * (shape.cores - 1));
    const guesser: Guesser = (_, round) => (round === 0 ? [{ "a.qps": 0.97 * possible, "a.burst": 0 }] : []);
    let grid = Infinity;
    for (let rate = 1; rate < 100; rate *= 1.06)
      for (const burst of [1, 2, 5, 10]) grid = Math.min(grid, contended(shape, rate, burst));
    // The fraction, and a step of the grid of rates.
    expect(secondsOf(search(one, start, evaluate, { guesser }))).toBeLessThanOrEqual(1.08 * grid);
    // Without the simulation's hint a bigger burst at a low rate can look best.
    expect(secondsOf(search(one, start, evaluate))).toBeLessThanOrEqual(1.25 * grid);
  });
});

describe("joint search where nothing helps", () => {
  it("keeps the present values", () => {
    const result = search(
      several,
      now,
      landscape(now, () => 5),
    );
    expect(result.recommended.settings).toEqual([]);
    expect(result.recommended).toEqual(result.present);
  });

  it("keeps them as well where everything else is slower", () => {
    const result = search(
      several,
      now,
      landscape(now, (value) =>
        several.reduce(
          (sum, { id }) => sum + Math.abs(Math.log(value(id) / (now as Record<string, number>)[id]!)),
          1,
        ),
      ),
    );
    expect(result.recommended.settings).toEqual([]);
  });
});

describe("parameters that go together", () => {
  const pulls = [
    parameter("kubelet.serializeImagePulls", { kind: "serial-loop", loop: "pulls" }, { type: "boolean" }),
    parameter("kubelet.maxParallelImagePulls", { kind: "parallel-work", loop: "pulls" }),
    ...bucket("registry"),
  ];
  const start = {
    "kubelet.serializeImagePulls": 1,
    "kubelet.maxParallelImagePulls": 0,
    "registry.qps": 5,
    "registry.burst": 10,
  };

  it("are set together: a rate with its burst", () => {
    const result = search(several, now, slowest({ first: 4000, second: 0, third: 0, floor: 1 }));
    expect(Object.keys(valuesOf(result))).toEqual(["a.qps", "a.burst"]);
    expect(valuesOf(result)["a.burst"]! / valuesOf(result)["a.qps"]!).toBeCloseTo(1.5, 1);
  });

  it("are set together: parallel pulls with the switch, and with the limiter that would refuse them", () => {
    const evaluate = landscape(start, (value) => {
      const atOnce = value("kubelet.serializeImagePulls") === 1 ? 1 : value("kubelet.maxParallelImagePulls");
      const refused = atOnce > value("registry.burst") ? 40 : 0;
      return 100 / Math.min(atOnce, 25) + refused + 2;
    });
    const values = valuesOf(search(pulls, start, evaluate));
    expect(values["kubelet.serializeImagePulls"]).toBe(0);
    expect(values["kubelet.maxParallelImagePulls"]).toBeGreaterThanOrEqual(20);
    expect(values["kubelet.maxParallelImagePulls"]).toBeLessThanOrEqual(30);
    expect(values["registry.burst"]).toBeGreaterThanOrEqual(values["kubelet.maxParallelImagePulls"]!);
  });
});
