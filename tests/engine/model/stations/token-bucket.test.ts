import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { sumOfUses, TokenBucket } from "../../../../engine/model/stations/token-bucket.ts";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe("token bucket", () => {
  test.prop([fc.integer({ min: 1, max: 500 }), number(0.5, 500), fc.integer({ min: 1, max: 200 })])(
    "lets the last of n that come at once go after max(0, (n - burst) / rate)",
    (n, rate, burst) => {
      const bucket = new TokenBucket({ rate, burst });
      let last = 0;
      for (let index = 0; index < n; index++) last = bucket.reserve(0);
      expect(last).toBeCloseTo(Math.max(0, (n - burst) / rate), 6);
      expect(bucket.use()).toMatchObject({ requests: n, delayed: Math.max(0, n - burst) });
    },
  );

  test.prop([
    number(0.5, 50),
    fc.integer({ min: 1, max: 20 }),
    fc.array(number(0, 1), { minLength: 1, maxLength: 100 }),
  ])("serves in order, and never more than burst + rate x time", (rate, burst, gaps) => {
    const bucket = new TokenBucket({ rate, burst });
    const sent: number[] = [];
    let now = 0;
    for (const gap of gaps) {
      now += gap;
      sent.push(now + bucket.reserve(now));
    }
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    for (const [first, from] of sent.entries())
      for (let last = first; last < sent.length; last++)
        expect(last - first + 1).toBeLessThanOrEqual(burst + rate * (sent[last]! - from) + 1e-6);
  });

  it("refills up to its burst while nobody comes", () => {
    const bucket = new TokenBucket({ rate: 10, burst: 2 });
    expect([bucket.reserve(0), bucket.reserve(0), bucket.reserve(0)]).toEqual([0, 0, 0.1]);
    expect([bucket.reserve(100), bucket.reserve(100), bucket.reserve(100)]).toEqual([0, 0, 0.1]);
    expect(bucket.use().longestSeconds).toBeCloseTo(0.1, 12);
  });

  it("makes nobody wait without a rate, and uses add up", () => {
    const free = new TokenBucket({ rate: 0, burst: 1 });
    for (let index = 0; index < 100; index++) expect(free.reserve(0)).toBe(0);
    const tight = new TokenBucket({ rate: 1, burst: 1 });
    for (let index = 0; index < 3; index++) tight.reserve(0);
    expect(sumOfUses([free.use(), tight.use()])).toEqual({
      requests: 103,
      delayed: 2,
      waitedSeconds: 3,
      longestSeconds: 2,
    });
  });
});
