import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { FourAryCalendar } from "../../../../engine/model/kernel/calendar.ts";
import { Fifo } from "../../../../engine/model/kernel/fifo.ts";
import { createRandom } from "../../../../engine/model/kernel/random.ts";

describe("calendar", () => {
  test.prop([fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 400 }), fc.integer({ min: 0, max: 5 })])(
    "gives events by time, and equal times in the order of planning, whatever is added between",
    (times, every) => {
      const calendar = new FourAryCalendar(4);
      const out: [number, number][] = [];
      const take = (): void => {
        out.push([calendar.earliest(), calendar.pop()]);
      };
      let now = 0;
      for (const [event, time] of times.entries()) {
        calendar.push(now + time, event);
        if (every > 0 && event % every === 0) {
          take();
          now = out.at(-1)![0];
        }
      }
      while (calendar.size() > 0) take();
      expect(out.map(([, event]) => event).toSorted((a, b) => a - b)).toEqual([...times.keys()]);
      for (const [index, [time, event]] of out.slice(1).entries()) {
        const [before, earlier] = out[index]!;
        expect(time).toBeGreaterThanOrEqual(before);
        if (time === before) expect(event).toBeGreaterThan(earlier);
      }
    },
  );

  it("says when nothing is left", () => {
    const calendar = new FourAryCalendar();
    expect(calendar.earliest()).toBe(Infinity);
    expect(() => calendar.pop()).toThrow(RangeError);
  });
});

describe("fifo", () => {
  test.prop([fc.array(fc.option(fc.nat(1000), { freq: 2 }), { maxLength: 300 })])(
    "is a queue: what comes first goes first",
    (moves) => {
      const fifo = new Fifo();
      const model: number[] = [];
      for (const move of moves) {
        if (move === null) expect(fifo.shift()).toBe(model.shift() ?? -1);
        else {
          fifo.push(move);
          model.push(move);
        }
        expect(fifo.size()).toBe(model.length);
      }
    },
  );
});

describe("random numbers", () => {
  it("are the same for the same seed, evenly spread", () => {
    const draws = (seed: number): number[] => Array.from({ length: 10_000 }, createRandom(seed));
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
    expect(draws(7).every((x) => x >= 0 && x < 1)).toBe(true);
    expect(draws(7).reduce((sum, x) => sum + x, 0) / 10_000).toBeCloseTo(0.5, 1);
  });
});
