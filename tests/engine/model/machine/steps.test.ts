import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { runPath } from "../../../../engine/model/machine/simulated-path.ts";
import { pathOf, type FlowStep, type PathPart } from "../../../../knowledge/index.ts";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** When each of so many entities that begin at 0 have done the steps. */
const ends = (count: number, steps: readonly FlowStep[], part: PathPart = {}): number[] => {
  const all: readonly FlowStep[] = [...steps, { do: "mark", point: "end" }, { do: "finish" }];
  const path = pathOf(["one"], "one", [part, { flows: { one: { of: "one", steps: all } } }]);
  const given = { limits: {}, values: {}, counts: { pods: count, nodes: 1 } };
  const outcome = runPath({ path, given, each: [count], nodes: { kinds: ["any"] }, seed: 1 });
  return [...outcome.reached.get("end")!.times];
};

describe("steps of a flow", () => {
  test.prop([number(0.001, 20), number(0.01, 5)])("a poll rounds up to whole periods", (seconds, period) => {
    const [end] = ends(1, [{ do: "poll", period, steps: [{ do: "wait", seconds }] }]);
    expect(end! / period).toBeCloseTo(Math.round(end! / period), 6);
    expect(end!).toBeGreaterThanOrEqual(seconds - 1e-6);
    expect(end!).toBeLessThan(seconds + period + 1e-6);
  });

  test.prop([fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 9 }), number(0.1, 3)])(
    "a pool takes ceil(n / workers) rounds",
    (count, workers, seconds) => {
      const steps: readonly FlowStep[] = [{ do: "hold", pool: "pool", steps: [{ do: "wait", seconds }] }];
      const last = Math.max(...ends(count, steps, { pools: { pool: { per: "cluster", workers } } }));
      expect(last).toBeCloseTo(Math.ceil(count / workers) * seconds, 6);
    },
  );

  test.prop([fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 20 })])(
    "a retry comes again after 10 s, 20 s, ... up to its longest wait, until all have a token",
    (count, burst) => {
      const steps: readonly FlowStep[] = [
        {
          do: "retry",
          first: 10,
          factor: 2,
          atMost: 40,
          steps: [{ do: "permit", bucket: "b", steps: [] }],
        },
      ];
      // Ten seconds refill the bucket.
      const part = { buckets: { b: { per: "cluster", rate: burst / 10, burst, rejects: true } } } as const;
      const sums = [0, 10, 30, ...Array.from({ length: 60 }, (_, index) => 70 + 40 * index)];
      const expected = Array.from({ length: count }, (_, index) => sums[Math.floor(index / burst)]!);
      for (const [index, end] of ends(count, steps, part).entries())
        expect(end).toBeCloseTo(expected[index]!, 6);
    },
  );
});
