import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKernel } from "../../../../engine/model/kernel/kernel.ts";
import { createTokenBucket } from "../../../../engine/model/stations/token-bucket.ts";

/** Takes tokens at these times and returns when each was granted. */
function grants(rate: number, burst: number, times: readonly number[]) {
  const kernel = createKernel();
  const bucket = createTokenBucket(kernel, { rate, burst });
  const granted: number[] = [];
  for (const [index, time] of times.entries())
    kernel.at(time, () => {
      bucket.take(() => {
        granted[index] = kernel.now();
      });
    });
  kernel.run();
  return { granted, use: bucket.use() };
}

describe("token bucket", () => {
  it("starts full and then paces by the rate", () => {
    const { granted, use } = grants(20, 30, new Array<number>(33).fill(0));
    expect(granted.slice(0, 30)).toEqual(new Array<number>(30).fill(0));
    expect(granted[30]).toBeCloseTo(0.05, 12);
    expect(granted[31]).toBeCloseTo(0.1, 12);
    expect(granted[32]).toBeCloseTo(0.15, 12);
    expect(use).toMatchObject({ requests: 33, delayed: 3 });
    expect(use.waitedSeconds).toBeCloseTo(0.3, 12);
    expect(use.longestSeconds).toBeCloseTo(0.15, 12);
  });

  it("keeps reservations as debt, so that a later caller queues behind them", () => {
    const { granted } = grants(10, 1, [0, 0, 0, 0.05]);
    expect(granted.map((time) => Number(time.toFixed(9)))).toEqual([0, 0.1, 0.2, 0.3]);
  });

  it("refills with the rate and never beyond the burst", () => {
    const idle = grants(10, 2, [0, 0, 100, 100, 100]);
    expect(idle.granted[3]).toBe(100);
    expect(idle.granted[4]).toBeCloseTo(100.1, 9);
  });

  it("lets at most burst + rate x T through in any T seconds and turns nobody away", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 1, maxLength: 120 }),
        (rate, burst, times) => {
          const asked = times.toSorted((a, b) => a - b);
          const { granted } = grants(rate, burst, asked);
          expect(granted.length).toBe(asked.length);
          for (const [index, time] of granted.entries()) {
            expect(time).toBeGreaterThanOrEqual(asked[index]!);
            for (let later = index; later < granted.length; later++)
              expect(later - index + 1).toBeLessThanOrEqual(
                burst + rate * (granted[later]! - time) + 1 + 1e-6,
              );
          }
        },
      ),
    );
  });
});
